import '@fontsource/inter/400.css';
import { LitElement, html } from 'lit';
import * as echarts from 'echarts/core';
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
echarts.use([LineChart, GridComponent, CanvasRenderer]);
customElements.define('telltale-app', class extends LitElement { render() { return html`hi ${echarts.version}`; } });
