"""
Draws the log of a training.

    python3 plot.py log.json > loss.svg
"""

import json
import math
import sys

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 300, 48, 30
TICKS = [0.15, 0.3, 0.6, 1.2, 2.4, 4.8, 9.6]


def main(path):
    log = json.load(open(path))["log"]
    last = log[-1]["step"]
    x = lambda step: LEFT + (WIDTH - LEFT - 10) * step / last
    low, high = math.log(0.13), math.log(9.6)
    y = lambda loss: 10 + (HEIGHT - BOTTOM - 10) * (high - math.log(loss)) / (high - low)
    line = lambda points: " ".join(f"{x(s):.1f},{y(v):.1f}" for s, v in points)
    train = line([(e["step"], e["loss"]) for e in log])
    held = line([(e["step"], math.log(e["perplexity_biscuit"])) for e in log if "perplexity_biscuit" in e])
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
        "<title>Loss while Biscuit was trained</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for tick in TICKS:
        out.append(f'<path d="M{LEFT} {y(tick):.1f}H{WIDTH - 10}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick}</text>')
    for step in range(0, last + 1, 1000):
        out.append(f'<text x="{x(step):.1f}" y="{HEIGHT - 12}" text-anchor="middle">{step}</text>')
    out += [
        f'<polyline points="{train}" fill="none" stroke="#b5532a" stroke-width="1.5"/>',
        f'<polyline points="{held}" fill="none" stroke="#2a6ab5" stroke-width="1.5"/>',
        f'<text x="{WIDTH - 20}" y="28" text-anchor="end" fill="#b5532a">training, nats a token, weighted</text>',
        f'<text x="{WIDTH - 20}" y="44" text-anchor="end" fill="#2a6ab5">held out, Biscuit&#8217;s words, nats a token</text>',
        "</svg>",
    ]
    print("\n".join(out))


if __name__ == "__main__":
    main(sys.argv[1])
