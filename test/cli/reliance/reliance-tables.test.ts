import pc from 'picocolors';
import { relianceTable } from '../../../src/cli/reliance/reliance-tables.js';
import type { NamedActor, RelianceView } from '../../../src/reliance/reliance.views.js';

const TASS: NamedActor = { id: 'tass', name: 'TASS', kind: 'outlet' };
const MACHINES: NamedActor = { id: 'machines', name: 'machines', kind: 'group' };

const printed = (carrier: NamedActor, carried: NamedActor, how: Partial<RelianceView['how']>): string =>
  relianceTable(
    [
      {
        carrier,
        carried,
        claims: 1,
        entries: 2,
        how: { cites: 0, interprets: 0, publishes: 0, ...how },
        shownBy: ['a/b'],
      },
    ],
    { width: 120, colors: pc.createColors(false), recorded: false },
  );

describe('relianceTable()', () => {
  it('puts verbs after the name of one actor in the singular', () => {
    expect(printed(TASS, MACHINES, { cites: 1, interprets: 1, publishes: 1 })).toContain(
      'TASS cites and interprets and publishes machines',
    );
  });

  it('puts verbs after the name of several people in the plural', () => {
    expect(printed(MACHINES, TASS, { cites: 1 })).toContain('machines cite TASS');
    expect(printed(MACHINES, TASS, { interprets: 1, publishes: 1 })).toContain('machines interpret and publish TASS');
  });
});
