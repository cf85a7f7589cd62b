# SPDX-License-Identifier: Apache-2.0
"""Random kustomizations for kustomize_diff.py: generated whole (case.py), or the corpus changed (mutate.py)."""
