"""Peers that `bench sync` measures itself against, installed by the bench into a folder of their own."""
