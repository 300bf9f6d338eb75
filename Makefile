# Each target installs and builds first what it needs; the second time that is a matter of seconds.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# Where SwiftPM finds native libraries.
export PKG_CONFIG_PATH := $(CURDIR)/.native/lib/pkgconfig$(if $(PKG_CONFIG_PATH),:$(PKG_CONFIG_PATH))

# One configuration for everything: the tests use the public API alone, so they run against the very objects that are
# shipped. With other flags (debug, testable imports) SwiftPM would compile all dependencies a second time.
CONFIGURATION := release
PROGRAM := .build/$(CONFIGURATION)/blankspace
SOURCES := Sources Tests Package.swift

.PHONY: help setup setup-test models build build-tests run test integration web test-web check fmt bench eval clean distclean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## Install what is needed to build: system packages, model
	@scripts/check-swift
	@scripts/install-system build
	@scripts/fetch-models
	@scripts/fetch-speech

setup-test: setup ## Install what the tests need too: a browser, the servers that they start
	@scripts/install-system test
	@scripts/install-integration

models: ## Fetch the models of search and speech into the cache folder
	@scripts/install-system build
	@scripts/fetch-models
	@scripts/fetch-speech models

build: setup ## Build the program
	swift build -c $(CONFIGURATION) --product blankspace

build-tests: setup-test
	swift build -c $(CONFIGURATION) --build-tests

web: setup ## Build the web page into .build/web
	scripts/build-web

test-web: build web setup-test ## Test the web page in a browser
	scripts/test-web $(ARGS)

run: build web ## Serve the demo shop on http://127.0.0.1:8080
	BLANKSPACE_WEB=.build/web $(PROGRAM) up --catalog demo $(ARGS)

test: build-tests ## Run all tests, one after another: some measure time. With ARGS those of Swift that it names
	scripts/test-swift $(ARGS)
ifeq ($(ARGS),)
	@if [ -x scripts/eval-guard ]; then scripts/eval-guard; fi
	@$(MAKE) web
	scripts/test-web
	scripts/test-express
endif

integration: build-tests ## Run the tests that start real servers: MongoDB's protocol, ChromaDB, Gemma behind Ollama's and OpenAI's
	scripts/test-swift \
		--filter '^(Integration|ModelServers|OllamaClient|OpenAIClient|ChromaClient|ChromaIndex|MongoClient|MongoCatalog)Tests\.' $(ARGS)

check: ## Check format, scripts, file sizes and the READMEs' commands
	@scripts/check-swift
	swift format lint --strict --parallel --recursive $(SOURCES)
	scripts/check-sources
	@if [ -x scripts/check-readme-commands ]; then $(MAKE) build web && scripts/check-readme-commands; fi
	@scripts/check-deploy

fmt: ## Format the Swift sources
	@scripts/check-swift
	swift format format --in-place --parallel --recursive $(SOURCES)

bench: build ## Measure latency and throughput
	bench/latency $(ARGS)

eval: build ## Score search and understanding
	$(PROGRAM) eval $(ARGS)

clean: ## Delete what the build made; fetched packages and models stay
	swift package clean

distclean: ## Delete the build folder; models stay (scripts/models-folder)
	rm -rf .build .venv
