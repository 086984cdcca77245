import type { FactoryProvider } from '@nestjs/common';
import { ReadModel } from './read-model.js';

/** Provides a class of queries, made on this instance's read model. */
export const onReadModel = <Queries>(type: new (readModel: ReadModel) => Queries): FactoryProvider<Queries> => ({
  provide: type,
  useFactory: (readModel: ReadModel) => new type(readModel),
  inject: [ReadModel],
});
