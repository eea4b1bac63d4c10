"""From a folder of files to a full store: what is to be done, by whom, and where reports belong."""
