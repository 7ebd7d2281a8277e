import { z } from 'zod';

/** A procedure that asks nothing takes `{}`. */
export const noInput = z.object({}).optional();
