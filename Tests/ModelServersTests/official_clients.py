"""Asks a scripted model server with the official clients of both protocols. Arguments: address, model, expected text."""

import sys

import ollama
import openai

address, model, text = sys.argv[1:]
messages = [{"role": "user", "content": "안녕"}]

client = ollama.Client(host=address)
assert [entry.model for entry in client.list().models] == [model], client.list()
assert client.chat(model=model, messages=messages).message.content == text
pieces = list(client.chat(model=model, messages=messages, stream=True))
assert "".join(piece.message.content for piece in pieces) == text
assert pieces[-1].done and pieces[-1].prompt_eval_count == 42 and len(pieces) > 2
assert "completion" in client.show(model).capabilities
vectors = client.embed(model=model, input=["신발", "가방"]).embeddings
assert len(vectors) == 2 and len(vectors[0]) == 64
assert [step.status for step in client.pull(model, stream=True)][-1] == "success"
assert client.ps().models[0].model == model
try:
    client.chat(model="other", messages=messages)
    raise SystemExit("no error for a model that is missing")
except ollama.ResponseError as error:
    assert error.status_code == 404, error

client = openai.OpenAI(base_url=address + "/v1", api_key="none", max_retries=0)
assert [entry.id for entry in client.models.list()] == [model]
reply = client.chat.completions.create(model=model, messages=messages)
assert reply.choices[0].message.content == text and reply.usage.prompt_tokens == 42
events = list(
    client.chat.completions.create(
        model=model, messages=messages, stream=True, stream_options={"include_usage": True}
    )
)
assert "".join(event.choices[0].delta.content or "" for event in events if event.choices) == text
assert events[-1].usage.prompt_tokens == 42
others = client.embeddings.create(model=model, input=["신발", "가방"])  # base64 by itself
assert [item.index for item in sorted(others.data, key=lambda item: item.index)] == [0, 1]
for item in others.data:
    assert max(abs(a - b) for a, b in zip(item.embedding, vectors[item.index])) < 1e-6
assert client.audio.transcriptions.create(model="whisper-1", file=("a.wav", b"RIFF")).text == text
sound = client.audio.speech.create(model="tts-1", voice="alloy", input="abc").read()
assert sound == b"\0\0\0\1\1\1\2\2\2", sound
try:
    client.chat.completions.create(model="other", messages=messages)
    raise SystemExit("no error for a model that is missing")
except openai.NotFoundError:
    pass
print("ollama", getattr(ollama, "__version__", "?"), "openai", openai.__version__)
