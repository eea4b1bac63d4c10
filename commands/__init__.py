"""The commands of ``gouji``, one a file: arguments in, pipeline out, nothing else."""
