// The control of one parameter, made from its spec: a slider with a field, a check box, a combo box, a choice
// of columns. It shows what it is told and says what the user wants.
#pragma once

#include "core/base/value.h"

#include <QStringList>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QCheckBox;
class QHBoxLayout;

namespace lossarium::ui {

class ParameterRow : public QWidget {
  Q_OBJECT

 public:
  explicit ParameterRow(const ParameterSpec& spec, QWidget* parent = nullptr);

  const ParameterSpec& spec() const { return spec_; }
  /// Shows a value without saying that it changed; none: the parameter is absent.
  virtual void show(const std::optional<Value>& value) = 0;
  /// The data set's columns, for rows that choose among them.
  virtual void setColumns(const QStringList&) {}

 signals:
  void changed(const lossarium::Value& value);
  /// A parameter that may be absent shall be.
  void removed();

 protected:
  /// A row with the spec's hint and, if `labelled`, its label.
  QHBoxLayout* layOut(bool labelled);
  /// Widths line up from row to row and grow with the text.
  void keepWidth(QWidget* part, double fontSizes);
  void changeEvent(QEvent* event) override;
  /// In the place of the label, for a number that may be absent; else null.
  QCheckBox* presence() const { return presence_; }

 private:
  void fitParts();

  ParameterSpec spec_;
  QCheckBox* presence_ = nullptr;
  std::vector<std::pair<QWidget*, double>> parts_;
};

/// Null for what has no control of its own (a choice of one word, explicit start weights).
ParameterRow* makeParameterRow(const ParameterSpec& spec, QWidget* parent);

}  // namespace lossarium::ui
