"""What the checks accept, every screen and report draws: releases changed at random, and what fails on them."""
