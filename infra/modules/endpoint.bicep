// A private endpoint with its name in a zone of the network. Nothing of what it leads to is reached over the Internet.

@description('Name of the endpoint.')
param name string

param location string
param tags object

@description('Subnet that the endpoint takes its address from.')
param subnetId string

@description('Resource that is reached through it.')
param targetId string

@description('Part of the resource: blob, queue, table, vault, scheduler, sites.')
param group string

@description('Private DNS zone that the address is registered in.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: group
        properties: {
          privateLinkServiceId: targetId
          groupIds: [group]
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: group
        properties: { privateDnsZoneId: zoneId }
      }
    ]
  }
}
