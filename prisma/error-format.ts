/**
 * What Prisma's errors say: what went wrong, and no excerpt of our code. For that excerpt it would make an error, with its
 * stack, at every call, which costs as much as a small statement does.
 */
export const errorFormat = 'minimal';
