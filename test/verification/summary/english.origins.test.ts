import { about, describeSummaries, forecast } from './newsroom.js';

describeSummaries([
  ['nothing', 'Nothing is on record about it yet.', () => about('nato')],
  [
    'only acts that were recorded by mistake',
    'Nothing that counts is left on record.',
    () => about('nato').asserted('a', 'russia').voided('v', 'a'),
  ],
  [
    'a forecast of which only acts that were recorded by mistake',
    'Nothing that counts is left on record; it is due in 2030; NATO, whom it is about, has not spoken.',
    () => forecast('2030').asserted('a', 'russia').voided('v', 'a'),
  ],
  [
    'acts that may have happened by then',
    'Nothing on record is known to have happened by then; two acts may have.',
    () =>
      about('nato')
        .recordedOn('2024-06-01T00:00:00Z')
        .asserted('a', 'russia')
        .asserted('b', 'kremlin', { on: '2024' })
        .asserted('c', 'tass', { on: '2024-05' })
        .asOf('2024-04-03T00:00:00.000Z'),
  ],
  [
    'one act that may have happened by then',
    'Nothing on record is known to have happened by then; one act may have.',
    () => about('nato').recordedOn('2024-06-01T00:00:00Z').asserted('a', 'russia').asOf('2024-04-03T00:00:00.000Z'),
  ],
  [
    'acts that had not happened by then',
    'Nothing on record is known to have happened by then.',
    () =>
      about('nato')
        .recordedOn('2024-06-01T00:00:00Z')
        .asserted('a', 'russia', { on: '2024-05' })
        .asOf('2024-04-03T00:00:00.000Z'),
  ],
  [
    'a basis-less assertion',
    'Only Russia says so, and gives no basis; Ukraine, whom it is about, has not spoken.',
    () => about('ukraine').asserted('a', 'russia'),
  ],
  ['an assertion by the subject', 'Only NATO, whom it is about, says so.', () => about('nato').asserted('a', 'nato')],
  [
    'an assertion through a spokesperson',
    'Only NATO, whom it is about, says so through Jens Stoltenberg.',
    () =>
      about('nato')
        .speaksFor('stoltenberg', 'nato')
        .asserted('a', 'stoltenberg', { onBehalfOf: ['nato'] }),
  ],
  [
    'an assertion on behalf of another',
    'Only Jens Stoltenberg, for NATO, says so, and gives no basis; Ukraine, whom it is about, has not spoken.',
    () =>
      about('ukraine')
        .speaksFor('stoltenberg', 'nato')
        .asserted('a', 'stoltenberg', { onBehalfOf: ['nato'] }),
  ],
  [
    'a joint assertion',
    'Only the Kremlin and Russia say so, and give no basis; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', ['russia', 'kremlin']),
  ],
  [
    'one of two subjects',
    'Only Ukraine, whom it is about, says so; NATO, whom it is also about, has not spoken.',
    () => about('nato', 'ukraine').asserted('a', 'ukraine'),
  ],
  [
    'subjects that nobody heard',
    'Only the Kremlin says so, and gives no basis; NATO, Russia and two others, whom it is about, have not spoken.',
    () => about('nato', 'ukraine', 'russia', 'united-states').asserted('a', 'kremlin'),
  ],
  ['a group as subject', 'Only The Post says so, and gives no basis.', () => about('allies').reported('a', 'post')],
  [
    'an eyewitness',
    'Only Ana Lima says so, as an eyewitness; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', 'witness', { basis: 'witnessed' }),
  ],
  [
    'a recording',
    'Only AP says so, from a recording; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'ap', { basis: 'recording' }),
  ],
  [
    'a document',
    'Only AP says so, from a document; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'ap', { basis: 'document' }),
  ],
  [
    'a conclusion',
    'Only AP says so, as its own conclusion; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'ap', { basis: 'reasoning' }),
  ],
  [
    'a source that has no entry',
    'Only AP says so, from a source that is not on record here; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'ap', { basis: 'named-source' }),
  ],
  [
    'an unnamed source that has no entry',
    'Only AP says so, from an unnamed source; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'ap', { basis: 'unnamed-source' }),
  ],
  [
    'an unnamed source',
    'Only an unnamed source says so: a senior NATO diplomat, by way of The Post; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'post', { basis: 'unnamed-source', cites: ['@diplomat'] }),
  ],
  [
    'unnamed sources of two outlets',
    'Only unnamed sources say so: a senior NATO diplomat and officials in four capitals, by way of The Post and Reuters; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'post', { cites: ['@diplomat'] })
        .reported('b', 'reuters', { cites: ['@officials'] }),
  ],
  [
    'an unnamed witness',
    'Only an unnamed source says so: a senior NATO diplomat, by way of The Post; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', 'diplomat', { basis: 'witnessed' }),
  ],
  [
    'a report of a report',
    'One origin: La Repubblica, which names no source, by way of TASS; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'repubblica')
        .reported('b', 'tass', { cites: ['a'], basis: 'named-source' }),
  ],
  [
    'a translated report',
    'One origin: La Repubblica, which names no source, by way of TASS, in translation; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'repubblica')
        .reported('b', 'tass', { cites: ['a'], translated: true, basis: 'named-source' }),
  ],
  [
    'a chain of many',
    'One origin: La Repubblica, which names no source, by way of AFP, AP and two others; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'repubblica')
        .reported('b', 'tass', { cites: ['a'] })
        .reported('c', 'ap', { cites: ['b'] })
        .reported('d', 'afp', { cites: ['b'] })
        .reported('e', 'reuters', { cites: ['b'] }),
  ],
  [
    'a person as the origin',
    'One origin: Vladimir Putin, who names no source, by way of TASS; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .asserted('a', 'putin')
        .reported('b', 'tass', { cites: ['a'] }),
  ],
  [
    'the subject as the origin',
    'One origin: NATO, whom it is about, by way of TASS.',
    () =>
      about('nato')
        .asserted('a', 'nato')
        .reported('b', 'tass', { cites: ['a'] }),
  ],
  [
    'an eyewitness as the origin',
    'One origin: Ana Lima, as an eyewitness, by way of TASS; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .asserted('a', 'witness', { basis: 'witnessed' })
        .reported('b', 'tass', { cites: ['a'] }),
  ],
  [
    'a cited actor without an entry',
    'One origin: the Kremlin, as cited by TASS; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'tass', { cites: ['@kremlin'] }),
  ],
  [
    'the subject cited without an entry',
    'One origin: NATO, whom it is about, as cited by TASS.',
    () => about('nato').reported('a', 'tass', { cites: ['@nato'] }),
  ],
  [
    'an entry of another claim',
    'One origin: John Kirby, as cited by TASS; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .elsewhere('other/says', 'kirby')
        .reported('a', 'tass', { cites: ['other/says'] }),
  ],
  [
    'a document without publisher',
    'TASS cites a document whose publisher is not known; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'tass', { cites: ['#memo'] }),
  ],
  [
    'two without a basis',
    'Russia and TASS say so, and neither gives a basis; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', 'russia').reported('b', 'tass'),
  ],
  [
    'five without a basis',
    'AFP, The Hill and three others say so, and none gives a basis; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .asserted('a', 'russia')
        .reported('b', 'tass')
        .reported('c', 'hill')
        .reported('d', 'post')
        .reported('e', 'afp'),
  ],
  [
    'two unidentified publishers',
    'Two unidentified publishers say so, and neither gives a basis; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'blog').reported('b', 'site'),
  ],
  [
    'two on unnamed sources',
    'AFP and AP say so, from unnamed sources; NATO, whom it is about, has not spoken.',
    () =>
      about('nato').reported('a', 'ap', { basis: 'unnamed-source' }).reported('b', 'afp', { basis: 'unnamed-source' }),
  ],
  [
    'dependent eyewitnesses',
    'NATO and Jens Stoltenberg say so, but not independently of each other; Ukraine, whom it is about, has not spoken.',
    () =>
      about('ukraine')
        .speaksFor('stoltenberg', 'nato')
        .asserted('a', 'stoltenberg', { basis: 'witnessed' })
        .asserted('b', 'nato', { basis: 'recording' }),
  ],
  [
    'an eyewitness, and others with less',
    'Ana Lima says so, as an eyewitness; one other rests on unnamed sources; one other gives no basis.',
    () =>
      about('nato')
        .asserted('a', 'witness', { basis: 'witnessed' })
        .reported('b', 'tass')
        .reported('c', 'post', { cites: ['@diplomat'] }),
  ],
  [
    'a ring',
    'No origin: The Hill and TASS only cite each other; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass', { cites: ['b'] })
        .reported('b', 'hill', { cites: ['a'] }),
  ],
  [
    'a ring, and one outside',
    'Russia says so, and gives no basis; further reports only cite each other; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass', { cites: ['b'] })
        .reported('b', 'hill', { cites: ['a'] })
        .reported('c', 'russia'),
  ],
]);
