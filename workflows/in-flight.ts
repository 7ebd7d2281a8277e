/** Do every job, so many at a time and no more. @returns what each returned, in their order */
export async function inFlight<Job, Result>(
  most: number,
  jobs: readonly Job[],
  run: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = jobs.entries();
  const lane = async () => {
    for (const [i, job] of queue) results[i] = await run(job);
  };
  await Promise.all(Array.from({ length: most }, lane));
  return results;
}
