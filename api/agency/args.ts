import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Options } from './facts.ts';
import { Refused } from './refused.ts';
import { USAGE } from './usage.ts';

export type Values = Readonly<Record<string, unknown>>;

/** @throws {Refused} an option or an argument that the command does not have, or one too few */
export function parsed(
  args: readonly string[],
  options: ParseArgsOptionsConfig,
  takes: readonly string[],
): { values: Values; positionals: string[] } {
  const { values, positionals } = parsedOrRefused(args, options);
  const needed = takes.filter((name) => !name.startsWith('[')).length;
  if (positionals.length < needed || positionals.length > takes.length)
    throw new Refused(`This command takes ${takes.join(' and ')}.\n\n${USAGE}`);
  return { values, positionals };
}

function parsedOrRefused(args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

export const textsOf = (values: Values): Options =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

export const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
