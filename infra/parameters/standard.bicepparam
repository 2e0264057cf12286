using '../main.bicep'
extends 'common.bicepparam'

// For some hundreds of instances: tables survive the loss of a zone, the app starts again in another.
param instanceMemoryMB = 2048
param alwaysReady = { probe: 1, durable: 1, http: 1 }
param zoneRedundant = false
param storageSku = 'Standard_ZRS'
param schedulerSku = 'Consumption'
param public = false
