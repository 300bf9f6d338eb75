// LocalEmbedder
