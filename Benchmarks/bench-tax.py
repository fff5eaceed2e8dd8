"""Drives bench-tax and OpenFisca in turn, each on one core, and prints one table.

OpenFisca gets its best case, all lists as arrays in one simulation, and the case of a desk that decides lists as they
come, one simulation a list. Exact integers, so that both have to come to the same fen. Of the arrays only the
calculation is timed, not their filling. Our side takes whole lists: tariff, limits and shares of freight included.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import ETERNITY, MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

ROUNDS = 7
COUNT = 200_000
SINGLES = 200
MONTH_ASKED = "2026-07"

Line = Entity("line", "lines", "a line of a list", "")


class value(Variable):
    value_type = int
    entity = Line
    definition_period = ETERNITY
    label = "dutiable value, fen"


class vat_percent(Variable):
    value_type = int
    entity = Line
    definition_period = ETERNITY
    label = "rate of VAT"


class consumption_percent(Variable):
    value_type = int
    entity = Line
    definition_period = ETERNITY
    label = "rate of consumption tax"


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


class consumption_tax(Variable):
    value_type = int
    entity = Line
    definition_period = MONTH
    label = "consumption tax within the limits, fen"

    def formula(line, period, parameters):
        share = int(parameters(period).taxed_share)
        rate = line("consumption_percent", ETERNITY).astype(np.int64)
        base = line("value", ETERNITY).astype(np.int64)
        return half_up(base * rate * share, (100 - rate) * 100)


class vat(Variable):
    value_type = int
    entity = Line
    definition_period = MONTH
    label = "VAT within the limits, fen"

    def formula(line, period, parameters):
        share = int(parameters(period).taxed_share)
        rate = line("vat_percent", ETERNITY).astype(np.int64)
        consumption = line("consumption_percent", ETERNITY).astype(np.int64)
        base = line("value", ETERNITY).astype(np.int64)
        return half_up(base * rate * share, (100 - consumption) * 100)


class total(Variable):
    value_type = int
    entity = Line
    definition_period = MONTH
    label = "all taxes, fen"

    def formula(line, period):
        return line("consumption_tax", period) + line("vat", period)


def tax_system():
    system = TaxBenefitSystem([Line])
    system.add_variables(
        value, vat_percent, consumption_percent, consumption_tax, vat, total
    )
    # The share of the taxes that is levied within the limits, in percent.
    share = {"values": {"2016-04-08": {"value": 70}}}
    system.parameters = ParameterNode("", data={"taxed_share": share})
    return system


def calculate(system, columns):
    simulation = SimulationBuilder().build_default_simulation(system, len(columns[0]))
    for name, column in zip(("vat_percent", "consumption_percent", "value"), columns):
        simulation.set_input(name, ETERNITY, column)
    start = time.perf_counter()
    taxes = simulation.calculate("total", MONTH_ASKED)
    return taxes.astype(np.int64), time.perf_counter() - start


def main(program):
    system = tax_system()
    with tempfile.NamedTemporaryFile(mode="r") as file:
        ours = subprocess.Popen(
            [program, file.name, str(COUNT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        ours.stdout.readline()
        columns = np.loadtxt(file.name, dtype=np.int64).T
        own, other, ratios, single, totals = [], [], [], [], set()
        for _ in range(ROUNDS):
            ours.stdin.write("run\n")
            ours.stdin.flush()
            seconds, fen = ours.stdout.readline().split()
            totals.add(int(fen))
            own.append(COUNT / float(seconds))
            taxes, seconds = calculate(system, columns)
            other.append(COUNT / seconds)
            totals.add(int(taxes.sum()))
            ratios.append(own[-1] / other[-1])
            start = time.perf_counter()
            for place in range(SINGLES):
                one, _ = calculate(system, columns[:, place : place + 1])
                if one[0] != taxes[place]:
                    totals.add(-1)
            single.append(SINGLES / (time.perf_counter() - start))
        ours.stdin.close()
        ours.wait()
    print(f"{COUNT} lists, openfisca-core {version('openfisca-core')}, 1 core")
    print(f"median of {ROUNDS} rounds in turn (lowest, highest)")
    for title, values, form in [
        ("ours, lists/s", own, ",.0f"),
        ("openfisca, arrays", other, ",.0f"),
        ("ratio", ratios, ".2f"),
        ("openfisca, one by one", single, ",.0f"),
    ]:
        low, middle, high = min(values), statistics.median(values), max(values)
        print(f"{title:22}{middle:>14{form}}  ({low:{form}}, {high:{form}})")
    print(f"taxes of all, fen     {', '.join(str(t) for t in sorted(totals)):>14}")
    return 0 if len(totals) == 1 else 1


sys.exit(main(sys.argv[1]))
