<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#-- No times stand here: two builds of one commit are the same bytes. -->
<#macro figure label value>
<div><dt>${label}</dt><dd>${value}</dd></div>
</#macro>
<@layout.page title="What was baked" path="report/index.html"
    description="The pages and models of this site: sizes, and how the small models compare with the originals.">
<header class="page-head">
  <h1>What was baked</h1>
  <p class="lead">Written by the build itself. The same figures, for programs, are in
  <a href="report.json">report.json</a>.</p>
</header>

<section aria-labelledby="whole">
  <h2 id="whole">The site</h2>
  <dl class="figures">
    <#if (report.pages)??>
    <@figure "Pages" report.pages?is_number?then(report.pages?string("0"), report.pages?size?string("0"))/>
    </#if>
    <#if (report.siteBytes)??>
    <@figure "The whole folder" layout.size(report.siteBytes)/>
    </#if>
    <#if (report.firstVisitBytes)??>
    <@figure "A first visit, model included" layout.size(report.firstVisitBytes)/>
    </#if>
    <#if (report.runtimeBytes)??>
    <@figure "of it runtime" layout.size(report.runtimeBytes)/>
    </#if>
    <#if (report.shellBytes)??>
    <@figure "of it pages, styles, scripts" layout.size(report.shellBytes)/>
    </#if>
  </dl>
</section>

<#list (report.models)![] as model>
<section aria-labelledby="model-${model.name}">
  <h2 id="model-${model.name}">${model.title!model.name}</h2>
  <#if model.originalBytes??>
  <p>As trained: ${layout.size(model.originalBytes)}.</p>
  </#if>
  <div class="scroll" role="region" aria-labelledby="model-${model.name}" tabindex="0">
  <table>
    <thead>
      <tr>
        <th scope="col">Kind</th>
        <th scope="col" class="number">Size</th>
        <th scope="col" class="number">On the wire</th>
        <th scope="col" class="number">Shards</th>
        <th scope="col" class="number">Mean cosine</th>
        <th scope="col" class="number">Lowest cosine</th>
        <th scope="col" class="number">Same nearest neighbour</th>
        <th scope="col" class="number">Sentences</th>
      </tr>
    </thead>
    <tbody>
      <#list (model.dtypes)![] as dtype>
      <tr>
        <th scope="row">${dtype.id}</th>
        <td class="number"><#if dtype.bytes??>${layout.size(dtype.bytes)}<#else>–</#if></td>
        <td class="number"><#if dtype.storedBytes??>${layout.size(dtype.storedBytes)}<#else>–</#if></td>
        <td class="number"><#if dtype.shards??>${dtype.shards?string("0")}<#else>–</#if></td>
        <td class="number"><#if dtype.meanCosine??>${dtype.meanCosine?string("0.0000")}<#else>–</#if></td>
        <td class="number"><#if dtype.minimumCosine??>${dtype.minimumCosine?string("0.0000")}<#else>–</#if></td>
        <td class="number"><#if dtype.nearestNeighbourAgreement??>${dtype.nearestNeighbourAgreement?string("0.0%")}<#else>–</#if></td>
        <td class="number"><#if dtype.samples??>${dtype.samples?string("0")}<#else>–</#if></td>
      </tr>
      </#list>
    </tbody>
  </table>
  </div>
  <p>Cosines compare each sentence's vector with the one the model gave as it was trained; 1 means
  no difference. The sentences are none that the quantizer had seen.</p>
</section>
</#list>

<#if (report.warnings)?has_content>
<section aria-labelledby="warnings">
  <h2 id="warnings">Warnings</h2>
  <ul>
    <#list report.warnings as warning>
    <li>${warning}</li>
    </#list>
  </ul>
</section>
</#if>
</@layout.page>
