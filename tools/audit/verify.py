#!/usr/bin/env python3
"""Checks an exported audit log against its signed checkpoints, without any code of the platform.

    verify.py LOG.jsonl CHECKPOINT... --key KEY.vkey

CHECKPOINT is a signed note or a folder of them (*.checkpoint; a file `leaf-hashes` there lets changed entries be
named one by one). Needs Python 3.8 or newer and nothing else. Ends with 0 when everything holds, 1 when not, 2 when a
file cannot be read. Sources: RFC 9162 section 2.1, RFC 8032 section 5.1, C2SP signed-note and tlog-checkpoint.
"""
import argparse
import base64
import hashlib
import json
import pathlib
import re
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def decode_point(data):
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    x = recover_x(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, t, z, y = f - e, h - g, h + g, f + e
    return x * t % P, z * y % P, t * z % P, x * y % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def is_signed(public, message, signature):
    point, nonce = decode_point(public), decode_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or nonce is None or len(signature) != 64 or scalar >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left = multiply(scalar, decode_point(BASE_Y.to_bytes(32, "little")))
    right = add(nonce, multiply(challenge, point))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


def leaf(body):
    return hashlib.sha256(b"\x00" + body.encode("utf-8")).digest()


def root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        pairs = [hashlib.sha256(b"\x01" + leaves[i] + leaves[i + 1]).digest() for i in range(0, len(leaves) - 1, 2)]
        leaves = pairs + ([leaves[-1]] if len(leaves) % 2 else [])
    return leaves[0]


def read_key(line):
    name, key_id, encoded = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", line.strip()).groups()
    data = base64.b64decode(encoded)
    if data[0] != 1 or hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8] != key_id:
        raise ValueError("the key line does not fit together")
    return name, bytes.fromhex(key_id), data[1:]


def open_note(note, key):
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        data = base64.b64decode(encoded)
        if dash == "\u2014" and name == key[0] and data[:4] == key[1] and is_signed(key[2], text.encode("utf-8"), data[4:]):
            origin, size, encoded_root = text.split("\n")[:3]
            return origin, int(size), base64.b64decode(encoded_root)
    return None


def read_log(path):
    with open(path, encoding="utf-8") as lines:
        head = json.loads(next(lines))
        if head.get("format") != "allmende-audit-export/1":
            raise ValueError("not an export of an audit log")
        return head, [json.loads(line) for line in lines]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("log")
    options.add_argument("checkpoints", nargs="+")
    options.add_argument("--key", required=True)
    given = options.parse_args()
    faults = []
    try:
        key = read_key(pathlib.Path(given.key).read_text("utf-8"))
        head, entries = read_log(given.log)
        files = [file for name in map(pathlib.Path, given.checkpoints) for file in (sorted(name.glob("*.checkpoint")) if name.is_dir() else [name])]
        notes = [(file, open_note(file.read_text("utf-8"), key)) for file in files]
        kept = [name.joinpath("leaf-hashes").read_bytes() for name in map(pathlib.Path, given.checkpoints) if name.joinpath("leaf-hashes").is_file()]
    except (OSError, ValueError, AttributeError, KeyError, StopIteration) as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 2

    for place, entry in enumerate(entries):
        if entry["index"] != place:
            faults.append(f"entry {place} is missing; entry {entry['index']} stands in its place")
            break
        if entry["body"] is None or json.loads(entry["body"]).get("tenant") != head["tenant"]:
            faults.append(f"entry {place} is gone or belongs to another log")
    leaves = [leaf(entry["body"] or "") for entry in entries]

    covered, good = 0, []
    for file, note in notes:
        if note is None:
            faults.append(f"{file} is not signed by {key[0]}")
        elif note[0] != f"{key[0]}/audit/{head['tenant']}":
            faults.append(f"{file} speaks of another log: {note[0]}")
        else:
            good.append(note)
    for _, size, signed in sorted(good, key=lambda note: note[1]):
        if len(leaves) < size or root(leaves[:size]) != signed:
            faults.append(f"the log does not begin with the {size} entries that were signed; it holds up to entry {covered}")
            break
        covered = size
    if good and not faults or kept:
        outside = [kept[0][at:at + 32] for at in range(0, len(kept[0]) - 31, 32)] if kept else []
        largest = max(good, key=lambda note: note[1], default=None)
        if largest and len(outside) >= largest[1] and root(outside[:largest[1]]) == largest[2]:
            faults += [f"entry {place} is not the one that was signed" for place in range(min(largest[1], len(leaves))) if leaves[place] != outside[place]]

    if not good:
        faults.append("no usable checkpoint")
    for fault in faults:
        print(fault)
    if faults:
        return 1
    print(f"{covered} entries hold against {len(good)} signed checkpoints; {len(entries) - covered} came later and are not signed yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
