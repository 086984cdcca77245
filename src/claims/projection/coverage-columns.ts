import type { Coverage } from '../../verification/policy.js';

/** A `Coverage` as columns of the table `claim_coverage`, so that lists can filter and sort by them. */
export interface CoverageColumns {
  readonly reporters: number;
  readonly independentOrigins: number;
  readonly firstReporter: string | null;
  readonly putForwardBy: string | null;
  readonly deniedByAbout: 0 | 1;
  /** The seconds of `timeToDenial`. */
  readonly denialAtLeast: number | null;
  readonly denialAtMost: number | null;
  readonly denialRecorded: number | null;
}

export const COVERAGE_COLUMNS = [
  'reporters',
  'independentOrigins',
  'firstReporter',
  'putForwardBy',
  'deniedByAbout',
  'denialAtLeast',
  'denialAtMost',
  'denialRecorded',
] as const satisfies readonly (keyof CoverageColumns)[];

export function coverageColumns(coverage: Coverage): CoverageColumns {
  const { reporters, independentOrigins, firstReporter, putForwardBy, deniedByAbout, timeToDenial } = coverage;
  return {
    reporters,
    independentOrigins,
    firstReporter: firstReporter ?? null,
    putForwardBy: putForwardBy ?? null,
    deniedByAbout: deniedByAbout ? 1 : 0,
    denialAtLeast: timeToDenial?.occurred?.atLeast ?? null,
    denialAtMost: timeToDenial?.occurred?.atMost ?? null,
    denialRecorded: timeToDenial?.recorded ?? null,
  };
}

export function coverageOf(columns: CoverageColumns): Coverage {
  const { reporters, independentOrigins, firstReporter, putForwardBy, deniedByAbout } = columns;
  const { denialAtLeast: atLeast, denialAtMost: atMost, denialRecorded: recorded } = columns;
  const occurred = { ...(atLeast !== null && { atLeast }), ...(atMost !== null && { atMost }) };
  return {
    reporters,
    independentOrigins,
    ...(firstReporter !== null && { firstReporter }),
    ...(putForwardBy !== null && { putForwardBy }),
    deniedByAbout: deniedByAbout === 1,
    ...(recorded !== null && {
      timeToDenial: { ...(Object.keys(occurred).length > 0 && { occurred }), recorded },
    }),
  };
}
