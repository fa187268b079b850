"""Figures of the region's foreign trade that reports quote: totals and partners; the card says it all."""
