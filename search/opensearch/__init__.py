"""Finds, counts and reads in an OpenSearch cluster: the same trees and ranking in query DSL."""
