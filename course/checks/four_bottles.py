"""What the network of the running example does with the four bottles, and the blame there.

Shapes: D_Y_HAT_4 (4, 1), Z1_4 and A1_4 (4, 2).
"""

from reference_impl import example, layers

D_Y_HAT_4 = example.by_hand_4["d_y_hat"]  # (4, 1)
Z1_4 = example.X4 @ example.W1 + example.b1  # (4, 2), one entry exactly zero
A1_4 = layers.relu(Z1_4)  # (4, 2)
