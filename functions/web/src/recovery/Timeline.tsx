import { Table, Text } from '@mantine/core';
import { keyText } from '../api/key';
import type { StepView } from '../api/types';
import { known } from '../common/known';
import { Name } from '../common/Name';
import { duration } from '../common/time';
import { useNow } from '../common/useNow';
import { useT } from '../i18n/I18n';
import './timeline.css';
import { spans } from './spans';

/** Steps with when they began, how long they took and what became of them; bars on one common scale show what waited for what. */
export function Timeline({ steps, isRunning }: { steps: StepView[]; isRunning: boolean }) {
  const t = useT();
  const now = useNow(isRunning ? 200 : 60_000);
  const bars = spans(steps, isRunning ? now : null);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('recovery.timeline')}>
      <Table verticalSpacing={5} miw={640} className="timeline">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('recovery.at')}</Table.Th>
            <Table.Th>{t('recovery.step')}</Table.Th>
            <Table.Th>{t('recovery.took')}</Table.Th>
            <Table.Th w="32%"><span className="visually-hidden">{t('recovery.timeline')}</span></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map((step, i) => {
            const bar = bars[i]!;
            const state = step.error ? 'failed' : step.endedAt ? 'done' : isRunning ? 'running' : 'open';
            return (
              <Table.Tr key={`${step.startedAt}${step.step}${i}`} data-state={state} data-step={step.step}>
                <Table.Td className="tabular mono" style={{ whiteSpace: 'nowrap' }}>+{duration(Math.max(0, step.offsetMilliseconds))}</Table.Td>
                <Table.Td>
                  <Text size="sm" fw={600} span title={step.step}><Name text={known('step', step.step, t)} /></Text> {step.target && <span className="mono"><Name text={keyText(step.target)} /></span>}
                  {step.message && <Text size="xs" c="dimmed"><Name text={step.message} /></Text>}
                  {step.error && <Text size="xs" c="red" fw={600}><Name text={step.error} /></Text>}
                </Table.Td>
                <Table.Td className="tabular" style={{ whiteSpace: 'nowrap' }}>
                  {step.durationMilliseconds !== null ? duration(step.durationMilliseconds) : isRunning ? t('recovery.running') : t('recovery.unfinished')}
                </Table.Td>
                <Table.Td><div className="timeline-track"><div className="timeline-bar" data-state={state} style={{ left: `${bar.left}%`, width: `${bar.width}%` }} /></div></Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
