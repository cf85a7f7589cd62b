# SPDX-License-Identifier: Apache-2.0
"""What the end-to-end scripts share: TAP, running weir, servers on loopback."""
