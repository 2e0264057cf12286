import type { components } from './schema';

type Schemas = components['schemas'];

// Answers always have all fields; the description leaves open those of records that have defaults.
export type Full<T> = T extends (infer U)[] ? Full<U>[] : T extends object ? { [K in keyof T]-?: Full<T[K]> } : T;

export type InstanceKey = Schemas['InstanceKey'];
export type ClusterSummary = Full<Schemas['ClusterSummary']>;
export type AnswerView = Full<Schemas['AnswerView']>;
export type ClusterDetail = Full<Schemas['ClusterDetail']>;
export type InstanceView = Full<Schemas['InstanceView']>;
export type InstanceRole = Schemas['InstanceRole'];
export type Finding = Full<Schemas['Finding']>;
export type FindingView = Full<Schemas['FindingView']>;
export type BlockView = Full<Schemas['BlockView']>;
export type RecoveryPlan = Full<Schemas['RecoveryPlan']>;
export type RecoveryRecord = Full<Schemas['RecoveryRecord']>;
export type RecoveryDetail = Full<Schemas['RecoveryDetail']>;
export type StepView = Full<Schemas['StepView']>;
export type OperationPlan = Full<Schemas['OperationPlan']>;
export type OperationResource = Full<Schemas['OperationResource']>;
export type OperationRecord = Full<Schemas['OperationRecord']>;
export type AuditRecord = Full<Schemas['AuditRecord']>;
export type DetectionView = Full<Schemas['DetectionView']>;
export type HistoryView = Full<Schemas['HistoryView']>;
export type PastTopologyView = Full<Schemas['PastTopologyView']>;
export type SettingsView = Full<Schemas['SettingsView']>;
export type MeView = Full<Schemas['MeView']>;
export type AccessRole = Schemas['AccessRole'];
export type ConfigurationView = Full<Schemas['ConfigurationView']>;
export type WebhookView = Full<Schemas['WebhookView']>;
export type DeliveryView = Full<Schemas['DeliveryView']>;
export type RejoinView = Full<Schemas['RejoinView']>;
export type AgentView = Full<Schemas['AgentView']>;
export type AnalysisChangeView = Full<Schemas['AnalysisChangeView']>;
export type TaggedView = Full<Schemas['TaggedView']>;
export type MeasurementsView = Full<Schemas['MeasurementsView']>;
export type WorkView = Full<Schemas['WorkView']>;
export type TagView = Full<Schemas['TagView']>;
