import { Module } from '@nestjs/common';
import { KeysController } from './keys.controller.js';
import { PrincipalsController } from './principals.controller.js';

/** The routes by which admins give keys, and take them back. */
@Module({ controllers: [KeysController, PrincipalsController] })
export class KeysModule {}
