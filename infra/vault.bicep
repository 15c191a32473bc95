// Keeps the one secret that the app reads: the address of the database with its password.
param name string
param location string

@description('Object id of the identity that may read secrets.')
param readerId string

@secure()
param databaseUrl string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-user
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-874b-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${name}-vault'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }

  resource databaseUrlSecret 'secrets' = {
    name: 'database-url'
    properties: {
      value: databaseUrl
    }
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: readerId
    principalType: 'ServicePrincipal'
  }
}

// With its version: a new password then changes a setting of the app, which makes it read the vault again.
output databaseUrlUri string = vault::databaseUrlSecret.properties.secretUriWithVersion
