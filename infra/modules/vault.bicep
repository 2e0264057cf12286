// Passwords of the accounts on the databases. The app's settings only refer to them.

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

param location string
param tags object

@description('Identity of the app: it may read secrets and nothing else.')
param principalId string
param identityId string

@description('Configuration keys whose values are kept here, each as a secret of the same name.')
param keys string[]

@description('New values by key. A key without one, or with an empty one, keeps the value that it has.')
@secure()
param values object

param workspaceId string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
    }
  }
}

resource secrets 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for key in keys: if (!empty(values[?key])) {
    parent: vault
    name: key
    properties: { value: values[key] }
  }
]

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identityId, secretsUser)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

output id string = vault.id
output uri string = vault.properties.vaultUri
