"""List-valued header fields sent over one or several lines, joined and split as the Fetch standard does it."""


def split_list(values: tuple[str, ...]) -> tuple[str, ...]:
    """The items of a list field: "get, decode, and split" of the Fetch standard; commas inside quotes do not split."""
    items: list[str] = []
    item, quoted = "", False
    for character in ",".join(values):
        if character == '"':
            quoted = not quoted
        if character == "," and not quoted:
            items.append(item.strip(" \t"))
            item = ""
        else:
            item += character
    return (*items, item.strip(" \t")) if values else ()
