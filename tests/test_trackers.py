"""Trackers: every vendor's pixel is known, pictures are not, and links lose trackers and nothing else."""

from __future__ import annotations

import base64
import html
import json
import re
import time
import tomllib
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.packs import builtin_folder
from cleaner.trackers import MAX_REDIRECTS, untrack, vendor_of

if TYPE_CHECKING:
    from collections.abc import Callable

NEWSLETTERS = Path(__file__).parents[2] / "shared" / "bench" / "newsletters"


def tables(name: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((builtin_folder() / "trackers" / f"{name}.toml").read_text("utf-8"))[
        key
    ]
    return found


VENDORS = tables("vendors", "vendor")
# A regex has no wildcards to fill.
PIXELS_OF_REGEXES = {
    r"[^/]*/r/\?id=[0-9a-z]+,[0-9a-z]+,1": "t.news.example.com/r/?id=h43bbc67c,11de365c,1",
    r"amxe\.net/[0-9a-z]+-[0-9a-z]+-[0-9a-z]+-[0-9a-z]+\.gif": "amxe.net/abcd1234-efgh5678-ijkl9012-3mno.gif",
    r"[^/]*/e/o/[0-9A-Za-z=]{40,}.*": f"links.example.com/e/o/{'aB3' * 20}==",
    r"[^/]*/mo/[0-9A-Za-z_-]{20,}\.gif.*": f"link.example.com/mo/{'aB3_' * 10}.gif",
    r"[^/]*/O/[0-9A-Za-z_]{20,}/[0-9A-Za-z_]{20,}": f"email.example.com/O/{'aB3_' * 8}/{'9Xy_' * 8}",
    r"[^/]*/s/eo/[0-9A-Za-z_-]+/[0-9A-Za-z]+/[0-9]+.*": "links.example.com/s/eo/aB3-x_9/bC4/12",
    r"[^/]*/op/[0-9]+/[0-9A-Z]+-[0-9A-Z]+-[0-9A-Z]+\.gif": "news.example.com/op/13/5A12L1QV-41B0U6X3-YZHP9A.gif",
    r"[^/]*/[A-Z]{9}\?id=.*": "delivery.example.com/ABCDEFGHI?id=4711",
    r"[^/]*/img/[0-9a-f]{24}[0-9a-z_.]*/[0-9a-f]{8}\.gif": (
        "link.example.com/img/59e8c2b1498e57e36e8b45d1h6b2r.2a8/1f7e8e4d.gif"
    ),
    r"[^/]*/(?:[^/?]+/)?t/[0-9A-Za-z]{20,24}/[0-9A-Za-z]{20,24}": f"example.com/sendy/t/{'aB3x' * 5}aB/{'9XyZ' * 5}9X",
    r"[^/]*/ea/[0-9A-Za-z]{10}/\?e=.*": "analytics.example.com/ea/ab123cdEFG/?e=4711&c=12",
    r"[^/]*/(?:.*/)?[0-9A-Za-z_-]{16,}/open\.gif(?:\?.*)?": f"mail.example.com/{'aB3x' * 6}/open.gif",
    r"[^/]*/(?:.*/)?open\.gif\?.*": "mail.example.com/open.gif?id=4711",
    r"[^/]*/r/[0-9a-f]{8}\?m=[0-9a-f-]{36}": "example.com/r/1dbfaea2?m=d9c8ed7d-8f51-45be-865b-ff329f323410",
    r"[^/]*/dc/[0-9A-Za-z_-]{40,}.*": f"go.example.com/dc/{'aB3-' * 12}/x",
}


def pixel(pattern: str) -> str:
    """Fill the wildcards of a pattern."""
    host, _, rest = pattern.partition("/")
    hosts = {"*": "news.example.com", "**": "news.example.com/mailings"}
    host = hosts.get(host) or host.replace("*", "x7").replace("#", "12")
    return f"https://{host}/{rest.replace('<code>', 'aB3xQ9/k2').replace('*', 'x7Q').replace('#', '4711')}"


def pixels(vendor: dict[str, Any]) -> list[str]:
    regexes = [f"https://{PIXELS_OF_REGEXES[regex]}" for regex in vendor.get("regexes", ())]
    return [pixel(pattern) for pattern in vendor.get("urls", ())] + regexes


@pytest.mark.parametrize("vendor", VENDORS, ids=[vendor["name"] for vendor in VENDORS])
def test_pixels_of_each_vendor_are_known(vendor: dict[str, Any]) -> None:
    assert {url: vendor_of(url) for url in pixels(vendor)} == dict.fromkeys(pixels(vendor), vendor["name"])


def test_each_vendor_stands_once_and_has_a_pattern() -> None:
    names = [vendor["name"] for vendor in VENDORS]
    assert len(set(names)) == len(names)
    assert all(pixels(vendor) for vendor in VENDORS)


REDIRECTORS = tables("redirectors", "redirector")


@pytest.mark.parametrize("table", REDIRECTORS, ids=[table["name"] for table in REDIRECTORS])
def test_redirectors_are_known(table: dict[str, Any]) -> None:
    name = table["name"]
    assert {(untrack(url).why, untrack(url).vendor) for url in pixels(table)} == {
        (f"only {name} knows where it leads", name)
    }


def test_notice_of_the_licence_is_there() -> None:
    notice = (builtin_folder() / "trackers" / "NOTICE").read_text("utf-8")
    assert "Copyright (c) 2020, Aaron Lee." in notice
    assert "Redistributions of source code must retain" in notice


ALSO_KNOWN = {
    "no-scheme": ("//x.us1.list-manage.com/track/open.php?u=1", "Mailchimp"),
    "upper-case-host": ("HTTPS://EMLTRK.COM/abc", "Litmus"),
    "port": ("http://links.govdelivery.com:80/track?type=open", "Granicus"),
    "user": ("http://user:word@emltrk.com/abc", "Litmus"),
    "blank-space-around": (" https://emltrk.com/abc\n", "Litmus"),
    "no-path": ("https://pixel.watch?id=3", "ClickMeter"),
    "gmail-proxy": ("https://ci3.googleusercontent.com/meips/AB=s0-d-e1-ft#https://emltrk.com/abc", "Litmus"),
    "final-dot": ("https://emltrk.com./abc", "Litmus"),
}


@pytest.mark.parametrize(("url", "vendor"), ALSO_KNOWN.values(), ids=ALSO_KNOWN)
def test_pixels_are_known_however_written(url: str, vendor: str) -> None:
    assert vendor_of(url) == vendor


NEAR_MISSES = {
    "picture-on-a-vendors-host": "https://ci37.actonsoftware.com/acton/attachment/26069/harbour.png",
    "picture-in-a-vendors-library": "http://amxe.net/qp1sq8qr/s_uxz7dfiv/files/Harbour-at-dawn-in-May.jpg",
    "picture-of-campaign-monitor": "https://i1.createsend1.com/ei/t/12/A3B/otters.png",
    "picture-of-campaign-monitor-t": "https://i1.cmail19.com/ei/t/C1/8D2/F00/csimport/logo.gif",
    "picture-of-mailchimp": "https://mcusercontent.com/ad81d7/images/otters.png",
    "picture-of-mailchimp-gallery": "https://gallery.mailchimp.com/ad81d7/images/open.gif",
    "picture-of-eloqua": "https://img.en25.com/EloquaImages/clients/Example/otters.png",
    "picture-of-selligent": "https://example.slgnt.eu/images/Example/otters.jpg",
    "picture-of-substack": "https://substackcdn.com/image/fetch/w_1456/https%3A%2F%2Fexample.com%2Fo%2Fotters.png",
    "picture-of-sendgrid": "https://cdn.mcauto-images-production.sendgrid.net/4711/otters.png",
    "picture-of-movable-ink": "https://www.movable-ink-1.com/p/rp/0123456789abcdef.png",
    "picture-of-dropbox": "https://www.dropbox.com/l/AADXCt/otters.png",
    "picture-of-wix": "https://shoutout.wix.com/so/otters.jpg",
    "picture-called-open": "https://cdn.example.com/images/open.gif",
    "picture-called-one": "https://cdn.example.com/images/1.gif",
    "picture-in-a-folder-o": "https://cdn.example.com/o/otters.jpg",
    "picture-in-a-folder-img": "https://cdn.example.com/img/otters12/abcdef12.gif",
    "picture-of-google": "https://lh3.googleusercontent.com/AB=s0",
    "article-about-trackers": "https://www.example.com/2031/07/how-email-tracking-pixels-work",
    "article-that-names-one": "https://www.example.com/?q=list-manage.com/track/open.php",
    "host-that-ends-alike": "https://notemltrk.com/abc",
    "host-that-starts-alike": "https://emltrk.com.example.com/abc",
    "vendors-own-page": "https://mailchimp.com/features/email/",
    "data": "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
    "cid": "cid:emltrk.com/abc",
    "relative": "/track/open.php?u=1",
    "nothing": "",
    "no-host": "https:///track/open.php?u=1",
    "long-host": f"https://{'a.' * 300}emltrk.com/abc",
}


@pytest.mark.parametrize("url", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_pictures_and_articles_are_no_pixels(url: str) -> None:
    assert vendor_of(url) is None


def coded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


PAGE = "https://example.com/otters"
BASE64_PAGE = coded(PAGE)
SUBSTACK = coded(json.dumps({"e": f"{PAGE}?utm_source=substack", "p": 4711, "s": 12, "iss": "pub-0"}))
MANDRILL = coded(json.dumps({"s": "x", "v": 1, "p": json.dumps({"u": 3, "url": f"{PAGE}?a=1", "id": "4"})}))
WIX = coded(json.dumps({"u": PAGE, "r": "0a1b", "m": "mail"}))
TWO_IN_JSON = coded(json.dumps({"back": "https://example.org/", "url": PAGE}))
UNKNOWN_IN_JSON = coded(json.dumps({"one": "https://example.org/", "two": PAGE}))

# id: (before, after, how)
LINKS = {
    "nothing": (PAGE, PAGE, "kept"),
    "other-parameters": (f"{PAGE}?id=3&ref=a%20b+c&x", f"{PAGE}?id=3&ref=a%20b+c&x", "kept"),
    "empty-query": (f"{PAGE}?", f"{PAGE}?", "kept"),
    "article-about-utm": ("https://example.com/utm_source=x/", "https://example.com/utm_source=x/", "kept"),
    "utm": (f"{PAGE}?utm_source=a&utm_medium=b&utm_anything=c", PAGE, "stripped"),
    "utm-no-path": ("https://example.com?utm_source=a", "https://example.com", "stripped"),
    "utm-in-front": (f"{PAGE}?utm_source=a&id=3", f"{PAGE}?id=3", "stripped"),
    "utm-in-the-middle": (f"{PAGE}?b=2&utm_source=a&a=%31", f"{PAGE}?b=2&a=%31", "stripped"),
    "utm-at-the-end": (f"{PAGE}?id=3&utm_source=a#part", f"{PAGE}?id=3#part", "stripped"),
    "utm-escaped": (f"{PAGE}?id=3&amp;utm_source=a&amp;b=1", f"{PAGE}?id=3&amp;b=1", "stripped"),
    "utm-escaped-in-front": (f"{PAGE}?utm_source=a&amp;id=3", f"{PAGE}?id=3", "stripped"),
    "utm-upper-case": (f"{PAGE}?UTM_Source=a", PAGE, "stripped"),
    "utm-percent-encoded": (f"{PAGE}?utm%5Fsource=a", PAGE, "stripped"),
    "utm-without-value": (f"{PAGE}?utm_source", PAGE, "stripped"),
    "utm-as-fragment": (f"{PAGE}#utm_source=a&utm_medium=b", PAGE, "stripped"),
    "fragment-with-more": (f"{PAGE}#utm_source=a&part=2", f"{PAGE}#utm_source=a&part=2", "kept"),
    "empty-pieces": (f"{PAGE}?&id=3&&utm_source=a&", f"{PAGE}?&id=3&&", "stripped"),
    "facebook": (f"{PAGE}?fbclid=IwAR0", PAGE, "stripped"),
    "mailchimp": (f"{PAGE}?mc_cid=1&mc_eid=2", PAGE, "stripped"),
    "hubspot": (f"{PAGE}?_hsenc=p2A&_hsmi=3&id=1", f"{PAGE}?id=1", "stripped"),
    "marketo": (f"{PAGE}?mkt_tok=eyJpIjoi", PAGE, "stripped"),
    "drip": (f"{PAGE}?__s=abc", PAGE, "stripped"),
    "omeda": (f"{PAGE}?oly_anon_id=a&oly_enc_id=b", PAGE, "stripped"),
    "s-of-any-site": (f"{PAGE}?s=otters&t=3", f"{PAGE}?s=otters&t=3", "kept"),
    "s-of-twitter": ("https://twitter.com/a/status/1?s=20&t=x", "https://twitter.com/a/status/1", "stripped"),
    "youtube": ("https://youtu.be/abc?si=x&t=30", "https://youtu.be/abc?t=30", "stripped"),
    "google": (f"https://www.google.com/url?q={quote(PAGE, '')}&sa=D&ust=1", PAGE, "unwrapped"),
    "google-of-a-country": (f"https://www.google.co.uk/url?sa=t&url={quote(PAGE, '')}", PAGE, "unwrapped"),
    "google-search": ("https://www.google.com/search?q=otters", "https://www.google.com/search?q=otters", "kept"),
    "facebook-redirect": (f"https://l.facebook.com/l.php?u={quote(f'{PAGE}?fbclid=x', '')}&h=A", PAGE, "unwrapped"),
    "youtube-redirect": (f"https://www.youtube.com/redirect?event=x&q={quote(PAGE, '')}", PAGE, "unwrapped"),
    "safe-links": (
        f"https://nam02.safelinks.protection.outlook.com/?url={quote(f'{PAGE}?a=1&b=%20', '')}&data=05&reserved=0",
        f"{PAGE}?a=1&b=%20",
        "unwrapped",
    ),
    "safe-links-escaped": (
        f"https://eur01.safelinks.protection.outlook.com/?data=05&amp;url={quote(PAGE, '')}&amp;reserved=0",
        PAGE,
        "unwrapped",
    ),
    "urldefense-1": (f"https://urldefense.proofpoint.com/v1/url?u={quote(PAGE, '')}&k=x", PAGE, "unwrapped"),
    "urldefense-2": (
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.com_otters-3Fa-3D1-2526-26b-3Dc-5Fd&d=Dw&c=x&e=",
        f"{PAGE}?a=1%26&b=c_d",
        "unwrapped",
    ),
    "urldefense-3": (f"https://urldefense.com/v3/__{PAGE}__;!!Ab3!xyz$", PAGE, "unwrapped"),
    "urldefense-3-one-slash": ("https://urldefense.com/v3/__https:/example.com/otters__;!!A!x$", PAGE, "unwrapped"),
    "urldefense-3-characters": (
        f"https://urldefense.com/v3/__{PAGE}?a=*b**Ac__;{coded('é!#')}!!A!x$",
        f"{PAGE}?a=éb!#c",
        "unwrapped",
    ),
    "urldefense-3-tracked": (f"https://urldefense.com/v3/__{PAGE}?utm_source=a__;!!A!x$", PAGE, "unwrapped"),
    "ses": (
        f"https://a1.r.us-east-1.awstrack.me/L0/{quote(PAGE, '')}/1/0100018a-4ba5-000000/27r5oe9=206",
        PAGE,
        "unwrapped",
    ),
    "ses-colon": (
        "https://tracking.example.net/CL0/https:%2F%2Fexample.com%2Fotters%3Fa=1/1/01/x=3",
        f"{PAGE}?a=1",
        "unwrapped",
    ),
    "ses-slashes-decoded": (
        f"https://tracking.example.net/CL0/{PAGE}/1/01000178626eb1e0-f1b813fc-c0a8-000000/27r5=206",
        PAGE,
        "unwrapped",
    ),
    "substack": (f"https://substack.com/redirect/2/{SUBSTACK}.aB3-x_", PAGE, "unwrapped"),
    "substack-opaque": (
        "https://substack.com/redirect/0a1b2c3d-0000-4000?j=eyJ1IjoiYSJ9",
        "https://substack.com/redirect/0a1b2c3d-0000-4000?j=eyJ1IjoiYSJ9",
        "opaque",
    ),
    "mandrill": (f"https://mandrillapp.com/track/click/3/example.com?p={MANDRILL}", f"{PAGE}?a=1", "unwrapped"),
    "wix": (f"https://shoutout.wix.com/so/aB3/c?w=x9Q.{WIX}.z", PAGE, "unwrapped"),
    "convertkit": (f"https://click.convertkit-mail2.com/aB3/xY9/{BASE64_PAGE}==", PAGE, "unwrapped"),
    "convertkit-opaque": (
        "https://click.convertkit-mail.com/aB3/xY9",
        "https://click.convertkit-mail.com/aB3/xY9",
        "opaque",
    ),
    "mailjet": (f"https://x1.mjt.lu/lnk/AVc/1/yMT/{BASE64_PAGE}", PAGE, "unwrapped"),
    "active-campaign": (
        f"https://x.acemlna.com/Prod/link-tracker?nl=1&redirectUrl={quote(coded(quote(PAGE, '')))}&sig=x",
        PAGE,
        "unwrapped",
    ),
    "postmark": ("https://click.pstmrk.it/3s/example.com%2Fotters/aB3/xY9", PAGE, "unwrapped"),
    "granicus": (f"https://links.govdelivery.com/track?type=click&enid=Z&&&101&&&{PAGE}", PAGE, "unwrapped"),
    "affiliate": (f"https://click.linksynergy.com/deeplink?id=a&mid=1&murl={quote(PAGE, '')}", PAGE, "unwrapped"),
    "affiliate-in-path": (f"https://www.anrdoezrs.net/links/1/type/dlg/{PAGE}?a=1", f"{PAGE}?a=1", "unwrapped"),
    "affiliate-like-amazon": (
        f"https://www.anrdoezrs.net/links/1/type/dlg/{PAGE}/2031/07/the-otters-are-back-in-town/amp",
        f"{PAGE}/2031/07/the-otters-are-back-in-town/amp",
        "unwrapped",
    ),
    "two-in-json": (f"https://click.example.net/a/{TWO_IN_JSON}", PAGE, "unwrapped"),
    "unknown-in-json": (
        f"https://www.example.net/a/{UNKNOWN_IN_JSON}",
        f"https://www.example.net/a/{UNKNOWN_IN_JSON}",
        "kept",
    ),
    "generic-host": (f"https://click.mail.example.net/?url={quote(PAGE, '')}", PAGE, "unwrapped"),
    "generic-path": (f"https://www.example.net/redirect.php?id=1&u={quote(PAGE, '')}", PAGE, "unwrapped"),
    "generic-redirect": (f"https://www.example.net/r/?redirect={quote(PAGE, '')}&u=4", PAGE, "unwrapped"),
    "generic-as-it-is": (f"https://www.example.net/go?url={PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2", "unwrapped"),
    "generic-twice-encoded": (f"https://www.example.net/out?url={quote(quote(PAGE, ''))}", PAGE, "unwrapped"),
    "generic-base64": (f"https://www.example.net/out?url={BASE64_PAGE}", PAGE, "unwrapped"),
    "fragment-moves-along": (f"https://www.example.net/out?url={quote(PAGE, '')}#part", f"{PAGE}#part", "unwrapped"),
    "target-has-fragment": (f"https://www.example.net/out?url={quote(PAGE, '')}%23a#b", f"{PAGE}#a", "unwrapped"),
    "non-ascii-stays-encoded": (
        f"https://www.example.net/out?url={quote(f'{PAGE}/caf%C3%A9%20a')}",
        f"{PAGE}/caf%C3%A9%20a",
        "unwrapped",
    ),
    "redirect-in-redirect": (
        f"https://www.google.com/url?q={quote(f'https://l.facebook.com/l.php?u={quote(PAGE)}&utm_id=1', '')}",
        PAGE,
        "unwrapped",
    ),
    "opaque-in-redirect": (
        f"https://www.google.com/url?q={quote('https://a.us1.list-manage.com/track/click?u=1&mc_eid=2', '')}",
        "https://a.us1.list-manage.com/track/click?u=1&mc_eid=2",
        "opaque",
    ),
    "no-redirect-word": (
        f"https://www.example.net/print?url={quote(PAGE, '')}",
        f"https://www.example.net/print?url={quote(PAGE, '')}",
        "kept",
    ),
    "share": (
        f"https://www.facebook.com/sharer/sharer.php?u={quote(PAGE, '')}",
        f"https://www.facebook.com/sharer/sharer.php?u={quote(PAGE, '')}",
        "kept",
    ),
    "share-with-redirect-word": (
        f"https://t.me/share/url?url={quote(PAGE, '')}",
        f"https://t.me/share/url?url={quote(PAGE, '')}",
        "kept",
    ),
    "login": (
        f"https://go.news.example.net/login?redirect={quote(PAGE, '')}",
        f"https://go.news.example.net/login?redirect={quote(PAGE, '')}",
        "kept",
    ),
    "web-archive": (f"https://web.archive.org/web/2031/{PAGE}", f"https://web.archive.org/web/2031/{PAGE}", "kept"),
    "target-is-no-web-address": (
        "https://www.example.net/out?url=javascript:alert(1)",
        "https://www.example.net/out?url=javascript:alert(1)",
        "kept",
    ),
    "target-is-a-path": (
        "https://www.example.net/out?url=%2Fotters&utm_source=a",
        "https://www.example.net/out?url=%2Fotters",
        "stripped",
    ),
    "sendgrid": (
        "https://u1.ct.sendgrid.net/ls/click?upn=u001.x",
        "https://u1.ct.sendgrid.net/ls/click?upn=u001.x",
        "opaque",
    ),
    "sendgrid-of-any-host": (
        "https://em.example.com/ls/click?upn=x",
        "https://em.example.com/ls/click?upn=x",
        "opaque",
    ),
    "hubspot-opaque": ("https://d1.hubspotlinks.com/Ctc/aB3", "https://d1.hubspotlinks.com/Ctc/aB3", "opaque"),
    "klaviyo-opaque": ("https://ctrk.klclick1.com/l/01H", "https://ctrk.klclick1.com/l/01H", "opaque"),
    "beehiiv-opaque": (
        "https://link.mail.beehiiv.com/ss/c/u001.x",
        "https://link.mail.beehiiv.com/ss/c/u001.x",
        "opaque",
    ),
    "salesforce-opaque": ("https://click.e.example.com/?qs=0a1b", "https://click.e.example.com/?qs=0a1b", "opaque"),
    "mailchimp-page": ("https://mailchi.mp/example/otters", "https://mailchi.mp/example/otters", "opaque"),
    "shortener": ("https://bit.ly/3abc", "https://bit.ly/3abc", "opaque"),
    "mail": ("mailto:a@example.com?utm_source=a", "mailto:a@example.com?utm_source=a", "kept"),
    "long-s": ("httpſ://example.com/?utm_source=a", "httpſ://example.com/?utm_source=a", "kept"),
    "ftp": ("ftp://example.com/?utm_source=a", "ftp://example.com/?utm_source=a", "kept"),
    "no-scheme": ("//example.com/?utm_source=a", "//example.com/?utm_source=a", "kept"),
    "empty": ("", "", "kept"),
}


@pytest.mark.parametrize(("before", "after", "how"), LINKS.values(), ids=LINKS)
def test_links(before: str, after: str, how: str) -> None:
    found = untrack(before)
    assert (found.url, found.how) == (after, how)
    assert untrack(after).url == after


WHY = {
    "kept": (PAGE, "tracks in no known way"),
    "no-web-address": ("mailto:a@example.com", "is no web address"),
    "stripped": (f"{PAGE}?utm_source=a&fbclid=b", "without utm_source (Google Analytics), fbclid (Meta)"),
    "unwrapped": (f"https://www.google.com/url?q={PAGE}", "read out of the redirect of Google"),
    "of-no-known-vendor": (f"https://www.example.net/out?url={PAGE}", "read out of the redirect of www.example.net"),
    "unwrapped-and-stripped": (
        f"https://www.google.com/url?q={PAGE}%3Ffbclid%3Dx",
        "read out of the redirect of Google; without fbclid (Meta)",
    ),
    "opaque": ("https://bit.ly/3abc", "only a shortener knows where it leads"),
    "opaque-in-redirect": (
        "https://www.google.com/url?q=https://ctrk.klclick.com/l/1",
        "read out of the redirect of Google; only Klaviyo knows where it leads",
    ),
}


@pytest.mark.parametrize(("url", "why"), WHY.values(), ids=WHY)
def test_links_say_why(url: str, why: str) -> None:
    assert untrack(url).why == why


def test_parameters_stand_once() -> None:
    names = [
        (host, name)
        for table in tables("params", "param")
        for host in table.get("hosts", [""])
        for name in table["names"]
    ]
    assert len(set(names)) == len(names)
    assert [name for _, name in names] == [name.lower() for _, name in names]


def in_google(url: str) -> str:
    return f"https://www.google.com/url?q={quote(url, '')}"


@pytest.mark.parametrize(("times", "how"), [(MAX_REDIRECTS, "unwrapped"), (MAX_REDIRECTS + 1, "kept")])
def test_redirects_are_followed_so_often(times: int, how: str) -> None:
    url = PAGE
    for _ in range(times):
        url = in_google(url)
    assert untrack(url).how == how


WRAPPERS: list[Callable[[str], str]] = [
    in_google,
    lambda url: f"https://click.example.net/?u={url}",
    lambda url: f"https://click.example.net/?id=1&amp;url={quote(url)}&utm_source=x#a",
    lambda url: f"https://a.r.us-east-1.awstrack.me/L0/{quote(url, '')}/1/0100-01/x=3",
    lambda url: f"https://t.example.net/CL0/{url}/1/01000178626eb1e0-f1b813fc-c0a8/x=3",
    lambda url: f"https://substack.com/redirect/2/{coded(json.dumps({'e': url}))}.x",
    lambda url: f"https://click.convertkit-mail2.com/a/b/{coded(url)}",
    lambda url: f"https://urldefense.com/v3/__{url}__;w6kh!!A!x$",
    lambda url: f"https://urldefense.proofpoint.com/v2/url?u={quote(url, '').replace('%', '-')}&d=1",
    lambda url: f"https://links.govdelivery.com/track?type=click&&&101&&&{url}",
    lambda url: f"{url}?utm_source=a&amp;id=%31#utm_medium=b",
    lambda url: f"{url}&fbclid=a&&amp;x",
]
ENDS = [
    "https://",
    "http://a.b",
    PAGE,
    "https://x.us1.list-manage.com/track/click?u=1",
    "HTTPS:/example.com",
    "mailto:a@b.c",
    "//a.b",
]
PIECES = st.sampled_from((
    "http://", "https://", "https:%2F%2F", "example.com", "google.com/url?q=", "/CL0/", "?", "&", "&amp;", "=", "#",
    "%", "%25", "utm_source", "fbclid=1", "/v3/__", "__;", "*", "**A", "aHR0c", BASE64_PAGE, SUBSTACK, "eyJ", ".", "/",
    "@", ":", "\\", "click.", "url=", "u=", " ", "\n", "\x00", "é", "\ud800", "[", "]",
))  # fmt: skip
ADDRESSES = st.one_of(
    st.text(st.characters()),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(lambda pieces: f"https://click.example.net/{''.join(pieces)}"),
)


def wrapped(end: str, wrappers: list[int]) -> str:
    for i in wrappers:
        end = WRAPPERS[i](end.encode("utf-8", "replace").decode())
    return end


WRAPPED = st.builds(
    wrapped, st.one_of(st.sampled_from(ENDS), ADDRESSES), st.lists(st.integers(0, len(WRAPPERS) - 1), max_size=8)
)


@given(st.one_of(ADDRESSES, WRAPPED))
def test_any_string_gives_an_answer_and_untracking_twice_changes_nothing(url: str) -> None:
    vendor_of(url)
    once = untrack(url)
    assert untrack(once.url).url == once.url
    assert (once.how == "kept") <= (once.url == url)


@given(st.lists(st.sampled_from(["id=3", "x", "", "a=%31", "utm_source=1", "fbclid=2", "b=c=d"]), min_size=1))
def test_what_stays_stays_as_it_is(pieces: list[str]) -> None:
    kept = [piece for piece in pieces if not piece.startswith(("utm_", "fbclid"))]
    found = untrack(f"{PAGE}?{'&'.join(pieces)}").url
    assert found.partition("?")[2] == "&".join(kept)


HOSTILE = {
    "dots": "https://" + "a." * 500_000,
    "ats": "https://" + "@" * 1_000_000,
    "colons": "https://a" + ":1" * 500_000,
    "ampersands": PAGE + "?" + "&" * 1_000_000,
    "trackers": PAGE + "?" + "utm_a=1&" * 100_000,
    "same-parameter": "https://click.example.net/?" + "url=http://?&" * 80_000,
    "percents": PAGE + "?" + "%25" * 300_000,
    "slashes": "https://click.example.net" + "/" * 1_000_000,
    "base64": "https://click.example.net/" + "aHR0cHM6" * 120_000,
    "base64-pieces": "https://click.example.net" + "/eyJhIjox" * 100_000,
    "json": "https://click.example.net/" + coded('{"a":' * 100_000),
    "urldefense": "https://urldefense.com/v3/__" + "**_" * 300_000 + "__;" + "A" * 100_000 + "!!$",
    "hashes": "https://ci3.googleusercontent.com/" + "#http://a.b" * 100_000,
    "tildes": "https://example.com/q/" + "~~" * 500_000,
    "digits": "https://example.com/a/" + "1" * 1_000_000,
}


@pytest.mark.parametrize("url", HOSTILE.values(), ids=HOSTILE)
def test_hostile_addresses_take_linear_time(url: str) -> None:
    start = time.process_time()
    vendor_of(url)
    untrack(url)
    # A megabyte takes at most 0.5 s; quadratic time would be hours.
    assert time.process_time() - start < 10


def images(path: Path) -> list[dict[str, str]]:
    """Return the attributes of the images in a mail or page."""
    raw = path.read_bytes()
    parts = [part for part in message_from_bytes(raw).walk() if part.get_content_type() == "text/html"]
    pages = [part.get_payload(decode=True) for part in parts] if path.suffix == ".eml" else [raw]
    text = "".join(page.decode("utf-8", "replace") for page in pages if isinstance(page, bytes))
    attribute = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
    return [
        {name.lower(): html.unescape(a or b or c) for name, a, b, c in attribute.findall(tag)}
        for tag in re.findall(r"<img\b[^>]*>", text, re.I)
    ]


@pytest.mark.skipif(not NEWSLETTERS.is_dir(), reason="the newsletters of the benchmark are not here")
def test_no_picture_of_a_real_newsletter_is_a_pixel() -> None:
    every = [image for path in sorted(NEWSLETTERS.glob("*/source.*")) for image in images(path)]
    found = [image for image in every if vendor_of(image.get("src", ""))]
    seen = [i for i in found if i.get("alt") or i.get("width", "0").removesuffix("px") not in ("0", "1")]
    assert len(found) > 100
    assert seen == []
