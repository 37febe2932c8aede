"""Training of the compact tagger: corpora and a grammar in, one `.onnx` file out. Needs the `train` extra.

- `corpora`: sentences with spans, and gold articles projected onto their text
- `grammar`: generated sentences full of unknown names (`names`)
- `embed`: first values of the embeddings from unlabelled text
- `network`: the network and its loss
- `fit`: vocabulary, batches, schedule, F1
- `scores`: strict F1
- `export`: 8-bit numbers, one file
- `command`: all of it, `extract train`
"""
