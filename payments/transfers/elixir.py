"""Elixir-O: one order a line, fields parted by commas, texts in quotes, at most four lines of 35 letters each."""

from collections.abc import Iterable
from datetime import date

from payments.transfers.orders import Order, Payer, bank_of, cleaned

ORDER = "110"
PLAIN_TRANSFER = "51"
LINE = 35
LINES = 4
# Banks refuse " | , : ; & @ $ and quotes inside texts.
KEPT = "./-()"


def elixir_file(payer: Payer, orders: Iterable[Order], *, pay_on: date, encoding: str) -> bytes:
    """Ends every line with CR LF, as the banks' descriptions ask."""
    lines = [order_line(payer, order, pay_on, encoding) for order in orders]
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def order_line(payer: Payer, order: Order, pay_on: date, encoding: str) -> str:
    fields = [
        ORDER,
        f"{pay_on:%Y%m%d}",
        str(order.amount),
        bank_of(payer.account),
        "0",
        quoted(payer.account),
        quoted(order.account),
        quoted(broken(f"{payer.name} {payer.address}", encoding)),
        quoted(broken(order.name, encoding)),
        "0",
        bank_of(order.account),
        quoted(broken(order.title, encoding)),
        quoted(""),
        quoted(""),
        quoted(PLAIN_TRANSFER),
        quoted(order.reference[:16]),
    ]
    return ",".join(fields)


def quoted(text: str) -> str:
    return f'"{text}"'


def broken(text: str, encoding: str) -> str:
    """Cut into lines of 35 letters, at spaces where it can be; what does not fit into four is left out."""
    words, lines = cleaned(text, KEPT, encoding).split(" "), [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= LINE:
            lines[-1] = joined
            continue
        lines += [word[start : start + LINE] for start in range(0, len(word), LINE)]
    return "|".join([line for line in lines if line][:LINES])
