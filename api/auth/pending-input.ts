import { z } from 'zod';

/** A token that `signUp` gave; any other text names no sign-up. */
export const pendingInput = z.string().max(100);
