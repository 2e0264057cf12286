// Durable Task Scheduler: runs the orchestrations and entities of the app.

@description('Name of the scheduler.')
param name string

param location string
param tags object

@description('Consumption is paid by action and not highly available; Dedicated is, with three units.')
@allowed(['Consumption', 'Dedicated'])
param sku string

@description('Units of Dedicated.')
@minValue(1)
@maxValue(3)
param capacity int

@description('Identity of the app.')
param principalId string
param identityId string

@description('Days for which orchestrations that have ended are kept; what they did is in Ham4Db\'s own tables.')
@minValue(1)
@maxValue(90)
param retentionDays int

@description('False leaves the scheduler reachable over the Internet, for identities with a role on it.')
param private bool

var dataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: sku, capacity: capacity } : { name: sku }
    // An empty list lets nobody in, the private endpoint included.
    ipAllowlist: ['0.0.0.0/0']
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
  }

  resource hub 'taskHubs' = {
    name: 'ham4db'
    properties: {}
  }

  resource retention 'retentionPolicies' = {
    name: 'default'
    properties: {
      retentionPolicies: [{ retentionPeriodInDays: retentionDays }]
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, identityId, dataContributor)
  scope: scheduler::hub
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataContributor)
  }
}

output id string = scheduler.id
output endpoint string = scheduler.properties.endpoint
output hub string = scheduler::hub.name
