/** A query key's beginning: everything under it is read anew. */
export type Affected = readonly unknown[];

interface EventData {
  clusterId?: string;
  uid?: string;
}

const whole: Affected[] = [[]];

/** What an event makes out of date. Nothing else is read again. */
export function affectedBy(event: string, data: EventData): Affected[] {
  const cluster: Affected[] = data.clusterId ? [['cluster', data.clusterId]] : [['cluster']];
  const run: Affected[] = data.uid ? [['operation', data.uid], ['recovery', data.uid]] : [];
  switch (event) {
    case 'reset':
      return whole;
    case 'topology':
      return [...cluster, ['clusters'], ['analysis'], ['problem-instances'], ['history', data.clusterId], ['plan', data.clusterId]];
    case 'instances':
      return [...cluster, ['problem-instances']];
    case 'cluster':
    case 'decisions':
      return [...cluster, ['clusters'], ['analysis'], ['problem-instances'], ['plan', data.clusterId]];
    case 'recovery':
      return [...cluster, ...run, ['clusters'], ['recoveries']];
    case 'operation':
      return [...cluster, ...run, ['operations']];
    case 'step':
      return run;
    case 'detection':
      return [['detections']];
    case 'settings':
      return [['settings'], ['cluster']];
    case 'audit':
      return [['audit']];
    case 'tag':
      return [['tags']];
    default:
      return [];
  }
}
