#!/usr/bin/env python3
"""Measures hnswlib and ChromaDB over HTTP on the vectors that VectorBench wrote.

    compare.py FOLDER COUNT QUERIES.f32 hnswlib            build and save, or load what was saved, then search
    compare.py FOLDER COUNT QUERIES.f32 chroma PORT PID    put in what is missing, then search

Times are of the processor but for those of ChromaDB, which has several threads: of it both are told.
Needs numpy, and hnswlib for the first (compiled for this processor: pip install --no-binary :all: hnswlib).
"""
import base64
import http.client
import json
import os
import sys
import time

import numpy as np

folder, count, queries_path, what = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
DIMENSION, K = 384, 10
vectors = np.memmap(f"{folder}/vectors-{count}.f32", np.float32, "r").reshape(-1, DIMENSION)
prices = np.fromfile(f"{folder}/prices-{count}.i32", np.int32)
queries = np.fromfile(queries_path, np.float32).reshape(-1, DIMENSION)[:100]
SHARES = [1, 0.5, 0.05, 0.001]


def truth(share):
    allowed = np.flatnonzero(prices <= (2**31 - 1 if share == 1 else int(1_000_000 * share)))
    best = []
    for query in queries:
        scores = vectors[allowed] @ query if len(allowed) < 50_000 else np.concatenate(
            [vectors[part] @ query for part in np.array_split(allowed, len(allowed) // 20_000)])
        top = np.argpartition(-scores, min(K, len(scores) - 1))[:K]
        best.append(set(allowed[top].tolist()))
    return best


def cached_truth():
    path = f"{folder}/truth-{count}.json"
    if not os.path.exists(path):
        with open(path, "w") as file:
            json.dump([[sorted(ids) for ids in truth(share)] for share in SHARES], file)
    return [[set(ids) for ids in share] for share in json.load(open(path))]


def report(name, share, times, found, expected):
    recall = sum(len(a & b) for a, b in zip(found, expected)) / sum(map(len, expected))
    times = sorted(times)
    print(f"{share * 100:5.1f} % admitted: {name} p50 {times[len(times) // 2] * 1e3:.2f} "
          f"p95 {times[len(times) * 95 // 100] * 1e3:.2f} ms, recall@10 {recall:.4f}", flush=True)


def memory(pid="self"):
    line = next(line for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def processor_time(pid):
    fields = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_hnswlib():
    import hnswlib
    index = hnswlib.Index("ip", DIMENSION)
    path = f"{folder}/hnswlib-{count}.index"
    before = memory()
    start = time.monotonic(), time.process_time()
    if os.path.exists(path):
        index.load_index(path, max_elements=count)
        print(f"load {(time.monotonic() - start[0]) * 1e3:.0f} ms, {memory() - before} MB")
    else:
        index.init_index(count, M=16, ef_construction=200)
        for part in range(0, count, 10_000):
            index.add_items(vectors[part:part + 10_000], np.arange(part, min(part + 10_000, count)), num_threads=1)
        print(f"build {time.process_time() - start[1]:.0f} s of one core, {memory() - before} MB")
        index.save_index(path)
        return
    expected = cached_truth()
    for share, best in zip(SHARES, expected):
        # This version's filter is a Python function; as a program would without one: ask for more, and check after.
        for ef in ([64, 128, 256] if share == 1 else [0]):
            asked = K if share == 1 else min(count, int(2 * K / share) + 20)
            index.set_ef(max(ef, asked))
            times, found = [], []
            for query in queries[:100 if asked < 1_000 else 20]:
                start = time.thread_time()
                labels, _ = index.knn_query(query, k=asked, num_threads=1)
                if share < 1:
                    labels = labels[:, prices[labels[0]] <= int(1_000_000 * share)]
                times.append(time.thread_time() - start)
                found.append(set(labels[0][:K].tolist()))
            report(f"hnswlib ef {max(ef, asked)}", share, times, found, best[:len(found)])


def run_chroma():
    server = sys.argv[6]
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[5]), timeout=120)

    def call(method, path, body=None):
        connection.request(method, path, None if body is None else json.dumps(body),
                           {"Content-Type": "application/json"})
        reply = connection.getresponse()
        text = reply.read()
        assert reply.status < 300, text[:300]
        return json.loads(text)

    root = "/api/v2/tenants/default_tenant/databases/default_database/collections"
    hnsw = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 16}
    collection = call("POST", root, {"name": f"bench-{count}", "get_or_create": True,
                                     "configuration": {"hnsw": hnsw}})["id"]
    records = f"{root}/{collection}"
    start, first = time.monotonic(), call("GET", f"{records}/count")
    for part in range(first, count, 500):
        rows = range(part, min(part + 500, count))
        call("POST", f"{records}/upsert", {
            "ids": [f"p{row}" for row in rows],
            "embeddings": [base64.b64encode(vectors[row].tobytes()).decode() for row in rows],
            "metadatas": [{"price": int(prices[row]), "purchasable": True} for row in rows]})
    if first < count:
        print(f"build {time.monotonic() - start:.0f} s for {count - first}")
        return
    expected = cached_truth()
    for share, best in zip(SHARES, expected):
        for asked, condition in ([(K, None), (300, None), (1_200, None)] if share == 1 else
                                 [(K, {"price": {"$lte": int(1_000_000 * share)}})]):
            times, found = [], []
            before = processor_time(server)
            for query in queries[:100 if asked == K and share == 1 else 30]:
                body = {"query_embeddings": [query.tolist()], "n_results": asked, "include": ["distances"]}
                if condition:
                    body["where"] = condition
                start = time.monotonic()
                reply = call("POST", f"{records}/query", body)
                times.append(time.monotonic() - start)
                found.append({int(name[1:]) for name in reply["ids"][0][:K]})
            report(f"Chroma of {asked}, by the clock,", share, times, found, best[:len(found)])
            print(f"      of the server's processor time: {(processor_time(server) - before) * 1e3 / len(found):.1f} ms a query")


run_hnswlib() if what == "hnswlib" else run_chroma()
