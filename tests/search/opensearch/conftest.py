"""Tests of the cluster engine; those that need a cluster are not collected without one."""

from cluster_engine import CLUSTER

collect_ignore = [] if CLUSTER else ["test_ranking.py", "test_loss.py"]
