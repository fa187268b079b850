"""Layouts that several sources share: the claims that their rows make, whoever publishes them."""
