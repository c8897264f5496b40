import type { Item } from './json';
import type { Result } from './result';
import type { Field, OperationKind, ZapApp } from './zap-app';

/** Receives what a Zap posts to a webhook, and keeps each payload in order. */
export class WebhookReceiver implements ZapApp {
  readonly received: Item[] = [];

  async perform(_kind: OperationKind, _key: string, input: Item): Promise<Result> {
    this.received.push(input);
    return { ok: true, value: { status: 'received' }, requests: 0 };
  }

  async fields(): Promise<Result<Field[]>> {
    return { ok: true, value: [], requests: 0 };
  }

  primaryKeys(): string[] {
    return ['id'];
  }
}
