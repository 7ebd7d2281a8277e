import { unsafeCSS } from 'lit';
import { controls } from '../../ui/controls.ts';
import { tokens } from '../../ui/tokens.ts';
import { baseStyles } from './base-styles.ts';
import { blockStyles } from './block-styles.ts';
import { frameStyles } from './frame-styles.ts';
import { listStyles } from './list-styles.ts';
import { peopleStyles } from './people-styles.ts';
import { storyStyles } from './story-styles.ts';
import { taskStyles } from './task-styles.ts';
import { deskTokens } from './desk-tokens.ts';

/** Dense, quiet, keyboard first. */
export const deskStyles = [
  unsafeCSS(tokens),
  deskTokens,
  unsafeCSS(controls),
  baseStyles,
  frameStyles,
  blockStyles,
  listStyles,
  storyStyles,
  taskStyles,
  peopleStyles,
];
