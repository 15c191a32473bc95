"""Time zones as people name them, in English and Japanese."""

from __future__ import annotations

from bot.language.times.pieces import Zone

_SURE: dict[str, tuple[str, ...]] = {
    "utc": ("Etc/UTC",), "gmt": ("Etc/UTC",), "jst": ("Asia/Tokyo",), "kst": ("Asia/Seoul",),
    "hkt": ("Asia/Hong_Kong",), "sgt": ("Asia/Singapore",), "aest": ("Australia/Sydney",),
    "aedt": ("Australia/Sydney",),
}  # fmt: skip
#: These are words, parts of titles or letters by chance where no clock time stands before them. The first of several
#: zones is the likeliest.
_BEHIND_A_CLOCK: dict[str, tuple[str, ...]] = {
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"), "bst": ("Europe/London", "Asia/Dhaka"),
    "cst": ("America/Chicago", "Asia/Shanghai"), "cet": ("Europe/Paris",), "cest": ("Europe/Paris",),
    "eet": ("Europe/Athens",), "eest": ("Europe/Athens",), "wet": ("Europe/Lisbon",), "msk": ("Europe/Moscow",),
    "est": ("America/New_York",), "edt": ("America/New_York",), "et": ("America/New_York",),
    "cdt": ("America/Chicago",), "ct": ("America/Chicago",), "mst": ("America/Denver",), "mdt": ("America/Denver",),
    "mt": ("America/Denver",), "pst": ("America/Los_Angeles",), "pdt": ("America/Los_Angeles",),
    "pt": ("America/Los_Angeles",), "akst": ("America/Anchorage",), "hst": ("Pacific/Honolulu",),
    "nst": ("America/St_Johns",), "ndt": ("America/St_Johns",), "awst": ("Australia/Perth",),
    "nzst": ("Pacific/Auckland",), "nzdt": ("Pacific/Auckland",), "eastern": ("America/New_York",),
    "central": ("America/Chicago",), "mountain": ("America/Denver",), "pacific": ("America/Los_Angeles",),
}  # fmt: skip
#: Places that a time is of: "Tokyo time", "UK time".
_PLACES = {
    "tokyo": "Asia/Tokyo", "japan": "Asia/Tokyo", "osaka": "Asia/Tokyo", "seoul": "Asia/Seoul", "korea": "Asia/Seoul",
    "beijing": "Asia/Shanghai", "shanghai": "Asia/Shanghai", "china": "Asia/Shanghai", "taipei": "Asia/Taipei",
    "hong kong": "Asia/Hong_Kong", "singapore": "Asia/Singapore", "manila": "Asia/Manila", "bangkok": "Asia/Bangkok",
    "jakarta": "Asia/Jakarta", "india": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata", "dubai": "Asia/Dubai", "tel aviv": "Asia/Jerusalem", "istanbul": "Europe/Istanbul",
    "moscow": "Europe/Moscow", "london": "Europe/London", "uk": "Europe/London", "british": "Europe/London",
    "dublin": "Europe/Dublin", "lisbon": "Europe/Lisbon", "paris": "Europe/Paris", "berlin": "Europe/Berlin",
    "munich": "Europe/Berlin", "amsterdam": "Europe/Amsterdam", "brussels": "Europe/Brussels",
    "madrid": "Europe/Madrid", "rome": "Europe/Rome", "zurich": "Europe/Zurich", "vienna": "Europe/Vienna",
    "stockholm": "Europe/Stockholm", "oslo": "Europe/Oslo", "copenhagen": "Europe/Copenhagen",
    "helsinki": "Europe/Helsinki", "warsaw": "Europe/Warsaw", "prague": "Europe/Prague", "athens": "Europe/Athens",
    "central european": "Europe/Paris", "cairo": "Africa/Cairo", "johannesburg": "Africa/Johannesburg",
    "nairobi": "Africa/Nairobi", "lagos": "Africa/Lagos", "new york": "America/New_York", "ny": "America/New_York",
    "boston": "America/New_York", "toronto": "America/Toronto", "chicago": "America/Chicago",
    "dallas": "America/Chicago", "denver": "America/Denver", "phoenix": "America/Phoenix",
    "seattle": "America/Los_Angeles", "san francisco": "America/Los_Angeles", "los angeles": "America/Los_Angeles",
    "vancouver": "America/Vancouver", "hawaii": "Pacific/Honolulu", "newfoundland": "America/St_Johns",
    "atlantic": "America/Halifax", "mexico city": "America/Mexico_City", "sao paulo": "America/Sao_Paulo",
    "sydney": "Australia/Sydney", "melbourne": "Australia/Melbourne", "brisbane": "Australia/Brisbane",
    "perth": "Australia/Perth", "auckland": "Pacific/Auckland",
}  # fmt: skip
#: The same in Japanese: 東京時間, 協定世界時.
_PLACES_JA = {
    "日本": "Asia/Tokyo", "東京": "Asia/Tokyo", "韓国": "Asia/Seoul", "ソウル": "Asia/Seoul", "中国": "Asia/Shanghai",
    "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "台湾": "Asia/Taipei", "台北": "Asia/Taipei",
    "香港": "Asia/Hong_Kong", "シンガポール": "Asia/Singapore", "タイ": "Asia/Bangkok", "バンコク": "Asia/Bangkok",
    "ベトナム": "Asia/Ho_Chi_Minh", "インド": "Asia/Kolkata", "ドバイ": "Asia/Dubai", "モスクワ": "Europe/Moscow",
    "英国": "Europe/London", "イギリス": "Europe/London", "ロンドン": "Europe/London", "フランス": "Europe/Paris",
    "パリ": "Europe/Paris", "ドイツ": "Europe/Berlin", "ベルリン": "Europe/Berlin", "中央ヨーロッパ": "Europe/Paris",
    "中欧": "Europe/Paris", "ニューヨーク": "America/New_York", "米国東部": "America/New_York",
    "アメリカ東部": "America/New_York", "東部": "America/New_York", "東海岸": "America/New_York",
    "シカゴ": "America/Chicago", "米国中部": "America/Chicago", "中部": "America/Chicago",
    "山岳部": "America/Denver", "米国太平洋": "America/Los_Angeles", "太平洋": "America/Los_Angeles",
    "西海岸": "America/Los_Angeles", "米国西部": "America/Los_Angeles", "シアトル": "America/Los_Angeles",
    "ロサンゼルス": "America/Los_Angeles", "サンフランシスコ": "America/Los_Angeles", "ハワイ": "Pacific/Honolulu",
    "シドニー": "Australia/Sydney", "メルボルン": "Australia/Melbourne", "オーストラリア東部": "Australia/Sydney",
    "協定世界": "Etc/UTC", "世界標準": "Etc/UTC", "グリニッジ標準": "Etc/UTC", "日本標準": "Asia/Tokyo",
}  # fmt: skip
_HALF_HOURS = {
    "+3:30": "Asia/Tehran", "+4:30": "Asia/Kabul", "+5:30": "Asia/Kolkata", "+5:45": "Asia/Kathmandu",
    "+6:30": "Asia/Yangon", "+9:30": "Australia/Darwin",
}  # fmt: skip

#: "PST", "pacific".
ABBREVIATIONS = {name: Zone(zones) for name, zones in _SURE.items()} | {
    name: Zone(zones, follows=True) for name, zones in _BEHIND_A_CLOCK.items()
}
#: "Tokyo", of "Tokyo time".
PLACES = {name: Zone((zone,)) for name, zone in _PLACES.items()} | {
    name: Zone(_BEHIND_A_CLOCK[name]) for name in ("eastern", "central", "mountain", "pacific")
}
#: 東京, of 東京時間.
PLACES_JA = {name: Zone((zone,)) for name, zone in _PLACES_JA.items()}


def zone_of_offset(sign: str, hours: int, minutes: int) -> Zone | None:
    """The zone that is always so far from UTC; None if there is none."""
    if minutes:
        name = _HALF_HOURS.get(f"{sign}{hours}:{minutes:02}")
        return Zone((name,)) if name else None
    if hours == 0:
        return Zone(("Etc/UTC",))
    # POSIX turns the sign around: Etc/GMT-9 is nine hours ahead. https://data.iana.org/time-zones/tzdb/etcetera
    return Zone((f"Etc/GMT{'-' if sign == '+' else '+'}{hours}",)) if hours <= (14 if sign == "+" else 12) else None
