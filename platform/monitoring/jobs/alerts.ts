import { defineJob, type JobDefinition } from '@allmende/jobs';
import { openMailer } from '@allmende/mail';
import { Type } from 'typebox';
import { evaluateAlerts } from '../actions/evaluate-alerts.ts';
import { mailAlerts } from '../actions/mail-alerts.ts';
import type { MonitoringPorts } from '../domain/ports.ts';

/** Looks once a minute whether anything is wrong and tells those who want to know. Not tried again: the next minute comes by itself. */
export function alertsJob(ports: MonitoringPorts): JobDefinition {
  return defineJob({
    name: 'monitoring/alerts', payload: Type.Object({}), cron: '* * * * *', maxAttempts: 1,
    async handle(house) {
      await evaluateAlerts(house, ports);
      const mailer = openMailer(house.config);
      if (mailer === undefined) return;
      try {
        await mailAlerts(house, ports, mailer);
      } finally {
        mailer.close();
      }
    },
  }) as JobDefinition;
}
