package dev.usher.cli.bench;

import java.util.function.IntFunction;

/**
 * Who there is to measure with. People and groups are numbered from 1; the first group is the large
 * one.
 *
 * @param people how many there are besides the outsiders
 * @param outsiders how many follow who are in no group
 * @param groups how many there are
 * @param personIds ids by number, outsiders included
 * @param groupIds ids by number
 */
record Population(
    int people,
    int outsiders,
    int groups,
    IntFunction<String> personIds,
    IntFunction<String> groupIds) {}
