"""refrain on Apache Spark: a cluster reads and tokenises the documents, the driver analyses them.

    >>> import refrain_text.spark
    >>> corpus = refrain_text.spark.run("/shared/news", output="results")  # doctest: +SKIP

On the command line: `python -m refrain_text.spark run INPUT... -o OUT`. Needs pyspark and pyarrow:
`pip install 'refrain-text[spark]'`.
"""

from .running import finish, run, run_at_scale

__all__ = ["finish", "run", "run_at_scale"]
