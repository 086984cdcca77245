import { type DynamicModule, Module } from '@nestjs/common';
import type { ReadAccess } from '../access/access.guard.js';
import { AccessService } from '../access/access.service.js';
import { AuditController } from './audit.controller.js';
import { KeysController } from './keys.controller.js';
import { PrincipalsController } from './principals.controller.js';
import { SessionController } from './session.controller.js';
import { WhoAmIController } from './who-am-i.controller.js';
import { WhoAmI } from './who-am-i.js';

/** The routes by which admins give keys and take them back, and by which everyone finds out what a key allows. */
@Module({})
export class KeysModule {
  static on(reading: ReadAccess): DynamicModule {
    return {
      module: KeysModule,
      controllers: [KeysController, PrincipalsController, AuditController, WhoAmIController, SessionController],
      providers: [
        {
          provide: WhoAmI,
          useFactory: (access: AccessService) => new WhoAmI(access, reading),
          inject: [AccessService],
        },
      ],
    };
  }
}
