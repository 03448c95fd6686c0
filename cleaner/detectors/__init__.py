"""What a pattern can't express, one file a detector."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.detectors import (
    address_again,
    address_block,
    comment_thread,
    contents_list,
    dated_titles,
    first_line_again,
    first_preview,
    house_events,
    inner_links,
    letter_head,
    link_table,
    menu,
    named_sponsor,
    navigation,
    poll,
    repeats_below,
    said_twice,
    sender_name,
    site_name,
    text_picture,
    titles_below,
    tracking_pixel,
    unrelated_tail,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Detector(NamedTuple):
    """A detector: takes the blocks, their folded texts, and its thresholds by name; returns what it finds, by index.

    With each it says what it saw, in words that stand in the lineage behind the rule's why, or nothing. Some also take
    lists of words, folded, by name, which the rule must give; one that `reads_headers` takes them too, as the last.
    """

    find: Callable[..., Iterable[tuple[int, str]]]
    thresholds: tuple[str, ...]
    words: tuple[str, ...] = ()
    reads_headers: bool = False


DETECTORS = {
    "address-again": Detector(address_again.find, address_again.THRESHOLDS),
    "address-block": Detector(address_block.find, address_block.THRESHOLDS),
    "comment-thread": Detector(comment_thread.find, comment_thread.THRESHOLDS),
    "contents-list": Detector(contents_list.find, contents_list.THRESHOLDS),
    "dated-titles": Detector(dated_titles.find, dated_titles.THRESHOLDS),
    "first-line-again": Detector(first_line_again.find, first_line_again.THRESHOLDS),
    "first-preview": Detector(first_preview.find, first_preview.THRESHOLDS),
    "gathered-preview": Detector(repeats_below.find_gathered, repeats_below.THRESHOLDS),
    "house-events": Detector(house_events.find, house_events.THRESHOLDS),
    "inner-links": Detector(inner_links.find, inner_links.THRESHOLDS),
    "letter-name": Detector(letter_head.find_name, letter_head.THRESHOLDS),
    "letter-preview": Detector(letter_head.find_preview, letter_head.THRESHOLDS),
    "link-table": Detector(link_table.find, link_table.THRESHOLDS),
    "menu": Detector(menu.find, menu.THRESHOLDS, menu.WORDS),
    "named-sponsor": Detector(named_sponsor.find, named_sponsor.THRESHOLDS),
    "navigation": Detector(navigation.find, navigation.THRESHOLDS),
    "poll": Detector(poll.find, poll.THRESHOLDS, poll.WORDS),
    "repeats-below": Detector(repeats_below.find, repeats_below.THRESHOLDS),
    "said-before": Detector(said_twice.find_before, ()),
    "said-often": Detector(said_twice.find_many, ()),
    "said-twice": Detector(said_twice.find, said_twice.THRESHOLDS),
    "sender-name": Detector(sender_name.find, sender_name.THRESHOLDS, reads_headers=True),
    "site-name": Detector(site_name.find, site_name.THRESHOLDS),
    "spread-preview": Detector(repeats_below.find_spread, repeats_below.THRESHOLDS),
    "text-picture": Detector(text_picture.find, text_picture.THRESHOLDS),
    "titles-below": Detector(titles_below.find, titles_below.THRESHOLDS),
    "tracking-pixel": Detector(tracking_pixel.find, tracking_pixel.THRESHOLDS),
    "unrelated-tail": Detector(unrelated_tail.find, unrelated_tail.THRESHOLDS),
}
