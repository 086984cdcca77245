import { releasedPolicy } from '../../../src/verification/released-policies.js';
import { about, claim, describeSummaries, positionOf } from './newsroom.js';

describeSummaries(
  [
    [
      'a denial without a basis',
      'Only TASS says so, and gives no basis; NATO, whom it is about, denies it, but gives no basis that counts.',
      () => about('nato').reported('a', 'tass').denied('b', 'nato'),
    ],
    [
      'a denial from hearsay through a spokesperson',
      'Nobody is on record as saying so; NATO, whom it is about, denies it through Jens Stoltenberg, but gives no basis that counts.',
      () =>
        about('nato')
          .repeated('a', 'post', { cites: ['@reuters'] })
          .voided('v', 'a')
          .speaksFor('stoltenberg', 'nato')
          .denied('b', 'stoltenberg', { onBehalfOf: ['nato'], basis: 'named-source' }),
    ],
    [
      'a denial by several',
      'Only TASS says so, and gives no basis; NATO and Ukraine, whom it is about, deny it, but give no basis that counts.',
      () => about('nato', 'ukraine').reported('a', 'tass').denied('b', 'nato').denied('c', 'ukraine'),
    ],
    [
      'denials on different bases',
      'NATO, whom it is about, denies it; only TASS makes the claim, and gives no basis.',
      () =>
        about('nato', 'ukraine')
          .reported('a', 'tass')
          .denied('b', 'nato', { basis: 'document' })
          .denied('c', 'ukraine'),
    ],
    [
      'a verdict',
      'Only TASS says so, and gives no basis; Snopes rates it false, which decides nothing here; NATO, whom it is about, has not spoken.',
      () => about('nato').reported('a', 'tass').rated('b', 'snopes', 'false'),
    ],
    [
      'verdicts against each other',
      'Nobody is on record as saying so; AFP rates it true, which decides nothing here; Snopes rates it false, which decides nothing here.',
      () => claim().rated('a', 'afp', 'true').rated('b', 'snopes', 'false'),
    ],
    [
      'evidence against what is denied without a basis',
      '“memo” shows the contrary, found genuine by Snopes; NATO, whom it is about, denies it, but gives no basis that counts.',
      () => about('nato').denied('a', 'nato').evidence('b', 'snopes', 'refutes'),
    ],
    [
      'evidence for what is denied without a basis',
      '“memo” shows it, found genuine by Snopes; NATO, whom it is about, denies it, but gives no basis that counts.',
      () => about('nato').denied('a', 'nato').evidence('b', 'snopes', 'supports'),
    ],
    [
      'a retraction of what is denied without a basis',
      'Retracted: Stian Jenssen, the only one on record to say so, took it back whole; NATO, whom it is about, denies it, but gives no basis that counts.',
      () =>
        about('nato')
          .asserted('a', 'jenssen', { on: '2023-08-15' })
          .denied('b', 'nato', { on: '2023-08-15' })
          .retracted('c', 'jenssen', 'a', { on: '2023-08-16' }),
    ],
    [
      "a holder's denial",
      'Only TASS says so, and gives no basis; Vladimir Putin, whose position it would be, denies it, but gives no basis that counts.',
      () => positionOf('putin').reported('a', 'tass').denied('b', 'putin'),
    ],
    [
      'two independent origins',
      'AP and TASS say so, each on a basis of their own.',
      () => claim().reported('a', 'tass', { basis: 'witnessed' }).reported('b', 'ap', { basis: 'witnessed' }),
    ],
    [
      'three independent origins',
      'Three independent origins: AP, as an eyewitness, and TASS, as an eyewitness, and Reuters, as an eyewitness.',
      () =>
        claim()
          .reported('a', 'ap', { basis: 'witnessed' })
          .reported('b', 'tass', { basis: 'witnessed' })
          .reported('c', 'reuters', { basis: 'witnessed' }),
    ],
    [
      'a search, and a denial without a basis',
      'Only TASS says so, and gives no basis; NATO, whom it is about, denies it, but gives no basis that counts; one search, on 1 May 2024, found nothing.',
      () =>
        about('nato')
          .reported('a', 'tass')
          .denied('b', 'nato')
          .searched('c', 'ap', 'found-nothing', { on: '2024-05-01' }),
    ],
  ],
  releasedPolicy('strict/1'),
);
