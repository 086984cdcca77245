import { about, describeSummaries, positionOf } from './newsroom.js';

describeSummaries([
  [
    'a denial',
    'NATO, whom it is about, denies it; only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').denied('b', 'nato'),
  ],
  [
    'a denial of what nobody says',
    'NATO, whom it is about, denies it; nobody is on record as saying so.',
    () => about('nato').denied('b', 'nato'),
  ],
  [
    'a denial through a spokesperson',
    'NATO, whom it is about, denies it through Jens Stoltenberg; one origin: La Repubblica, which names no source, by way of TASS.',
    () =>
      about('nato')
        .reported('a', 'repubblica')
        .reported('c', 'tass', { cites: ['a'] })
        .speaksFor('stoltenberg', 'nato')
        .denied('b', 'stoltenberg', { onBehalfOf: ['nato'] }),
  ],
  [
    'a denial of the words by a spokesperson',
    'Vladimir Putin, through Dmitry Peskov, denies having said so; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .speaksFor('peskov', 'putin')
        .asserted('a', 'putin')
        .denied('b', 'peskov', { of: 'a', onBehalfOf: ['putin'] }),
  ],
  [
    'a denial by two of the subjects',
    'NATO and Ukraine, whom it is about, deny it; only TASS makes the claim, and gives no basis.',
    () => about('nato', 'ukraine').reported('a', 'tass').denied('b', 'nato').denied('c', 'ukraine'),
  ],
  [
    'a denial by the holder',
    'Vladimir Putin, whose position it would be, denies it; only TASS makes the claim, and gives no basis.',
    () => positionOf('putin').reported('a', 'tass').denied('b', 'putin'),
  ],
  ['a position', 'Vladimir Putin, whose position it is, says so.', () => positionOf('putin').asserted('a', 'putin')],
  [
    'a position as reported',
    'Vladimir Putin, whose position it is, says so, as reported without a quote by an unidentified publisher.',
    () => positionOf('putin').asserted('a', 'putin', { document: 'story' }).published('story', 'blog'),
  ],
  [
    'a position as quoted',
    'The Kremlin, whose position it is, says so through Dmitry Peskov, as quoted by AP; Ukraine condemned it.',
    () =>
      positionOf('kremlin')
        .speaksFor('peskov', 'kremlin')
        .asserted('a', 'peskov', { onBehalfOf: ['kremlin'], document: 'story', quote: 'We want it.' })
        .published('story', 'ap')
        .reacted('c', 'ukraine'),
  ],
  [
    'a confirmation',
    'NATO, whom it is about, confirms it; it was put forward by TASS.',
    () => about('nato').reported('a', 'tass').confirmed('b', 'nato'),
  ],
  [
    'a confirmation of what many say',
    'NATO, whom it is about, confirms it through Jens Stoltenberg; it was put forward by AFP, AP and two others.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .reported('c', 'ap')
        .reported('d', 'hill')
        .reported('e', 'afp')
        .speaksFor('stoltenberg', 'nato')
        .confirmed('b', 'stoltenberg', { onBehalfOf: ['nato'] }),
  ],
  [
    'a confirmation of a reading',
    'NATO, whom it is about, confirms it; it was put forward by The Hill.',
    () => about('nato').interpreted('a', 'hill', 'minutes').confirmed('b', 'nato'),
  ],
  [
    'a document that shows it',
    '“The minutes” shows it, found genuine by AFP; only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').evidence('b', 'afp', 'supports', { document: 'The minutes' }),
  ],
  [
    'a document, and two independent origins',
    '“The minutes” shows it, found genuine by AFP; AP and TASS make the claim, each on a basis of their own.',
    () =>
      about('nato')
        .reported('a', 'tass', { basis: 'witnessed' })
        .reported('c', 'ap', { basis: 'witnessed' })
        .evidence('b', 'afp', 'supports', { document: 'The minutes' }),
  ],
  [
    'documents that show it',
    '“The minutes” and another document show it, found genuine by AFP and AP.',
    () =>
      about('nato')
        .evidence('b', 'afp', 'supports', { document: 'The minutes' })
        .evidence('c', 'ap', 'supports', { document: 'The tape' }),
  ],
  [
    'a document that shows the contrary',
    '“The minutes” shows the contrary, found genuine by AFP; only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').evidence('b', 'afp', 'refutes', { document: 'The minutes' }),
  ],
  [
    'a document and a denial',
    '“The minutes” shows the contrary, found genuine by AFP; NATO, whom it is about, denies it; only TASS makes the claim, and gives no basis.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .evidence('b', 'afp', 'refutes', { document: 'The minutes' })
        .denied('c', 'nato'),
  ],
  [
    'two independent origins',
    'Two independent origins: AP, from a recording, and Ana Lima, as an eyewitness; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'ap', { basis: 'recording' }).asserted('b', 'witness', { basis: 'witnessed' }),
  ],
  [
    'three independent origins and more',
    'Two independent origins: AP, from a recording, and Ana Lima, as an eyewitness; one other has a basis of their own.',
    () =>
      about('nato')
        .reported('a', 'ap', { basis: 'recording' })
        .asserted('b', 'witness', { basis: 'witnessed' })
        .reported('c', 'afp', { basis: 'document' })
        .reported('d', 'tass'),
  ],
  [
    'a dispute of a confirmation and a denial',
    'Disputed: NATO, whom it is about, denies it; Ukraine, whom it is also about, confirms it.',
    () => about('nato', 'ukraine').reported('a', 'tass').confirmed('b', 'ukraine').denied('c', 'nato'),
  ],
  [
    'a dispute of subjects',
    'Disputed: NATO, whom it is about, denies it; Ukraine, whom it is also about, makes the claim.',
    () => about('nato', 'ukraine').asserted('b', 'ukraine').denied('c', 'nato'),
  ],
  [
    'a dispute with an eyewitness',
    'Disputed: NATO, whom it is about, denies it; Ana Lima makes the claim, as an eyewitness.',
    () => about('nato').asserted('b', 'witness', { basis: 'witnessed' }).denied('c', 'nato'),
  ],
  [
    'a dispute with evidence',
    'Disputed: NATO, whom it is about, denies it; “The minutes” shows it, found genuine by AFP.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .evidence('b', 'afp', 'supports', { document: 'The minutes' })
        .denied('c', 'nato'),
  ],
  [
    'a dispute over a position',
    'Disputed: “The minutes” shows the contrary, found genuine by AFP; Vladimir Putin, whose position it is, says so.',
    () => positionOf('putin').asserted('a', 'putin').evidence('b', 'afp', 'refutes', { document: 'The minutes' }),
  ],
]);
