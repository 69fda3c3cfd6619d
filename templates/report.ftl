<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#-- No times stand here: two builds of one commit are the same bytes. -->
<#macro figure label value>
<div><dt>${label}</dt><dd>${value}</dd></div>
</#macro>
<#macro measure fidelity>
<#switch fidelity.task.id()>
<#case "text-generation">
Both models predicted each next token of ${fidelity.samples?string("0")} passages of text that the
quantizer had not seen; perplexity tells how much the text surprised them.
<#break>
<#case "feature-extraction">
Cosines compare each sentence's vector with the one the model gave as it was trained; 1 means no
difference. The ${fidelity.samples?string("0")} sentences are none that the quantizer had seen.
<#break>
<#default>
Cosines compare what the models make of each image; 1 means no difference. They saw
${fidelity.samples?string("0")} images.
</#switch>
</#macro>
<#macro shape dims><#if dims?has_content>${dims?join(" × ")}<#else>–</#if></#macro>
<#-- Rows can be many: nothing stands between their cells. -->
<#macro tensors dtype>
<details class="tensors">
  <summary>${dtype.id}, tensor by tensor: ${dtype.quantized?size} made smaller, ${dtype.kept?size} kept</summary>
  <div class="scroll" role="region" aria-label="Tensors of ${dtype.id}" tabindex="0">
  <table>
    <thead>
      <tr>
        <th scope="col">Tensor</th>
        <th scope="col">Shape</th>
        <th scope="col">Stored as</th>
        <th scope="col" class="number">Before</th>
        <th scope="col" class="number">After</th>
        <th scope="col" class="number">Error</th>
      </tr>
    </thead>
    <tbody>
<#list dtype.quantized as tensor>
<tr><th scope="row">${tensor.name}</th><td class="shape"><@shape tensor.shape/></td><td>${tensor.scheme}</td><td class="number">${layout.size(tensor.bytesBefore)}</td><td class="number">${layout.size(tensor.bytesAfter)}</td><td class="number">${(tensor.relativeRmsError * 100)?string("0.00")} %</td></tr>
</#list>
<#list dtype.kept as tensor>
<tr><th scope="row">${tensor.name}</th><td class="shape"><@shape tensor.shape/></td><td>${tensor.type}: ${tensor.reason}</td><td class="number">${layout.size(tensor.bytes)}</td><td class="number">${layout.size(tensor.bytes)}</td><td class="number">–</td></tr>
</#list>
    </tbody>
  </table>
  </div>
  <p>The error is the root of the mean squared error of a tensor's numbers, over that of the numbers
  themselves.</p>
</details>
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
  <p class="lead">${model.task}. As trained: ${layout.size(model.originalBytes)}.</p>
  <#if (charts[model.name])??>
  <div class="chart-frame">
  ${charts[model.name]?no_esc}
  </div>
  </#if>
  <#if model.dtypes?has_content>
  <div class="scroll" role="region" aria-label="Kinds of ${model.title!model.name}" tabindex="0">
  <table>
    <thead>
      <tr>
        <th scope="col">Kind</th>
        <th scope="col" class="number">Size</th>
        <th scope="col" class="number">Of the original</th>
        <th scope="col" class="number">On the wire</th>
        <th scope="col" class="number">Shards</th>
        <#list model.dtypes[0].figures() as figure>
        <th scope="col" class="number">${figure.label?cap_first}</th>
        </#list>
      </tr>
    </thead>
    <tbody>
      <#list model.dtypes as dtype>
      <tr>
        <th scope="row">${dtype.id}</th>
        <td class="number">${layout.size(dtype.bytes)}</td>
        <td class="number">${(dtype.ratio * 100)?string("0.0")} %</td>
        <td class="number">${layout.size(dtype.storedBytes)}</td>
        <td class="number">${dtype.shards?string("0")}</td>
        <#list dtype.figures() as figure>
        <td class="number">${figure.value}<#if figure.limit?has_content><small>${figure.limit}</small></#if></td>
        </#list>
      </tr>
      </#list>
    </tbody>
  </table>
  </div>
  <p><@measure model.dtypes[0].fidelity/> Under a figure stands what it had to keep to.</p>
  <#list model.dtypes as dtype>
  <@tensors dtype/>
  </#list>
  </#if>
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
