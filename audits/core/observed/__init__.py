"""The values gatherers record, one module a source; each module names its `Source`."""
