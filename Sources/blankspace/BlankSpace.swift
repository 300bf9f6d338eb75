import ArgumentParser
import AsyncHTTPClient
import Configuration
import Hummingbird
import ServiceLifecycle
@main struct BlankSpace: AsyncParsableCommand { func run() async throws { print("hi") } }
